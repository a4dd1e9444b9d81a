//! How fast many chats are created: one shared pace, learned from what Graph answers.
//!
//! Until Graph throttles for the first time its limit is unknown: the number of requests under way grows with each accepted one,
//! as TCP's slow start does (RFC 5681), doubling at first and by a third of that later, so that a generous server is used within
//! a few round trips and a strict one is asked for little too much. From then on requests leave evenly spaced, at a rate: see
//! [`Limit`], which closes in on Graph's limit and follows it when it moves.
//!
//! Times are milliseconds of a clock that nobody sets, and microseconds where a remainder counts.

mod limit;

use limit::Limit;

/// Requests under way at the start.
const FIRST_WINDOW: usize = 2;
/// From so many requests under way on, their number grows more slowly: what was refused first is this, at most twice.
const FAST_WINDOW: usize = 8;
/// A batch holds what is sent in this time, at most: a strict limit must not see a burst.
const BATCH_MS: u64 = 150;

/// The pace.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    /// Requests that may be under way.
    window: usize,
    largest_window: usize,
    in_flight: usize,
    /// Known once Graph has throttled.
    limit: Option<Limit>,
    /// Accepted since the last throttling, or since the start.
    accepted: u64,
    since_ms: u64,
    paused_until_ms: u64,
    /// When the next request may leave.
    next_us: u64,
}

/// What may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Allowance {
    /// So many requests at once.
    Now(usize),
    /// Something at this time.
    At(u64),
    /// Nothing before an answer comes.
    AfterAnAnswer,
}

impl Pace {
    /// A pace that starts now, with at most so many requests under way.
    pub(crate) fn new(now_ms: u64, largest_window: usize) -> Self {
        Self {
            window: FIRST_WINDOW.min(largest_window),
            largest_window,
            in_flight: 0,
            limit: None,
            accepted: 0,
            since_ms: now_ms,
            paused_until_ms: 0,
            next_us: 0,
        }
    }

    /// How much may be sent now, in a batch of at most `batch_size`.
    pub(crate) fn allowance(&self, now_ms: u64, batch_size: usize) -> Allowance {
        if now_ms < self.paused_until_ms {
            return Allowance::At(self.paused_until_ms);
        }
        let room = self.window.saturating_sub(self.in_flight);
        if room == 0 {
            return Allowance::AfterAnAnswer;
        }
        let Some(limit) = &self.limit else { return Allowance::Now(room.min(batch_size)) };
        if now_ms.saturating_mul(1_000) < self.next_us {
            return Allowance::At(self.next_us.div_ceil(1_000));
        }
        let in_time = limit.rate(now_ms).saturating_mul(BATCH_MS) / 1_000_000;
        let batch = usize::try_from(in_time).unwrap_or(usize::MAX).clamp(1, batch_size);
        Allowance::Now(batch.min(room))
    }

    /// Requests that leave now.
    pub(crate) fn sent(&mut self, count: usize, now_ms: u64) {
        self.in_flight = self.in_flight.saturating_add(count);
        if let Some(limit) = &self.limit {
            let gap_us = limit.time_us(count as u64, now_ms);
            // What was not used is not saved up: that would end in a burst.
            let earliest_us = now_ms.saturating_mul(1_000).saturating_sub(gap_us);
            self.next_us = self.next_us.max(earliest_us).saturating_add(gap_us);
        }
    }

    /// Requests that are no longer under way; `accepted` of them were not throttled.
    pub(crate) fn ended(&mut self, count: usize, accepted: usize) {
        self.in_flight = self.in_flight.saturating_sub(count);
        let more = if self.window < FAST_WINDOW { accepted } else { accepted.div_ceil(3) };
        self.window = self.window.saturating_add(more).min(self.largest_window);
        self.accepted = self.accepted.saturating_add(accepted as u64);
    }

    /// Graph throttled a request that left at `sent_at_ms` and asks to wait.
    pub(crate) fn throttled(&mut self, sent_at_ms: u64, now_ms: u64, wait_ms: u64) {
        let never_before = self.paused_until_ms == 0;
        // Requests that left before the last throttling was known say nothing new.
        if never_before || (sent_at_ms > self.since_ms && sent_at_ms >= self.paused_until_ms) {
            self.learn(now_ms, wait_ms);
        }
        self.paused_until_ms = self.paused_until_ms.max(now_ms.saturating_add(wait_ms)).max(1);
        self.next_us = self.paused_until_ms.saturating_mul(1_000);
        if let Some(limit) = &mut self.limit {
            limit.starts_at(self.paused_until_ms);
        }
    }

    fn learn(&mut self, now_ms: u64, wait_ms: u64) {
        let elapsed_ms = now_ms.saturating_sub(self.since_ms);
        let accepted = std::mem::take(&mut self.accepted);
        self.since_ms = now_ms;
        self.limit = match &self.limit {
            Some(last) => Some(last.next(accepted, elapsed_ms, now_ms, wait_ms)),
            None if accepted > 0 => Some(Limit::first(accepted, elapsed_ms, wait_ms)),
            None => {
                // Someone else used up what there was: nothing is known yet.
                self.window = FIRST_WINDOW.min(self.largest_window);
                None
            }
        };
    }

    /// Requests under way.
    pub(crate) fn in_flight(&self) -> usize {
        self.in_flight
    }

    /// How long everything still waits.
    pub(crate) fn paused_for_ms(&self, now_ms: u64) -> Option<u64> {
        self.paused_until_ms.checked_sub(now_ms).filter(|left| *left > 0)
    }
}

#[cfg(test)]
mod tests;
