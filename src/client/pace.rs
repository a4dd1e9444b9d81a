//! How fast many chats are created: one shared pace, learned from what Graph answers.
//!
//! Until Graph throttles for the first time its limit is unknown: the number of requests under way grows with each accepted one,
//! as TCP's slow start does (RFC 5681), doubling at first and by a third of that later, so that a generous server is used within
//! a few round trips and a strict one is asked for little too much. From then on requests leave evenly spaced, as out of a token
//! bucket that holds no more than one batch, at a rate: see [`Limit`], which closes in on Graph's limit and follows it when it
//! moves. Like TCP's AIMD it goes up a little at a time and down when throttled; unlike it, it remembers where that was, as CUBIC
//! does (RFC 9438).
//!
//! A source may be slower than Graph, or rest. What is not used then is not saved up, and proves nothing: neither the number under
//! way nor the rate rises but by use (RFC 7661 says the same of TCP). So what follows a rest leaves no faster than what was before.
//! It is otherwise where all that may be under way is: then the next batch makes up for the time, for batches are few.
//!
//! Times are milliseconds of a clock that nobody sets, and microseconds where a remainder counts. Products stay below 2^64, as the
//! longest wait is below 2^53 ms; to find that out in each case would take arithmetic of 128 bits.

mod count;
mod limit;

use count::Count;
use limit::Limit;

/// Requests under way at the start.
const FIRST_WINDOW: usize = 2;
/// From so many requests under way on, their number grows more slowly: what was refused first is this, at most twice.
const FAST_WINDOW: usize = 8;
/// A batch holds what is sent in this time, at most: a strict limit must not see a burst.
const BATCH_MS: u64 = 150;
/// Or what ran in while no more could be under way, up to this time: Graph may answer slowly, and few batches be allowed at once.
const HELD_MS: u64 = 500;
/// A bucket of Graph's is taken to be full after this time: "so many a second" is how limits are mostly meant.
const FULL_MS: u64 = 1_000;

/// The pace.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    /// Requests that may be under way.
    window: usize,
    largest_window: usize,
    in_flight: usize,
    /// Batches under way, and how many may be.
    batches: usize,
    most_batches: usize,
    /// When more could be under way again after that could not.
    freed_ms: u64,
    /// Known once Graph has throttled.
    limit: Option<Limit>,
    accepted: Count,
    /// When the last throttling that said something new was known, or the start.
    learned_ms: u64,
    paused_until_ms: u64,
    /// When the next request may leave; when the last one left or ended while no limit is known.
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
    /// A pace that starts now, with at most so many batches of so many requests under way.
    pub(crate) fn new(now_ms: u64, most_batches: usize, batch_size: usize) -> Self {
        let largest_window = most_batches.saturating_mul(batch_size);
        Self {
            window: FIRST_WINDOW.min(largest_window),
            largest_window,
            in_flight: 0,
            batches: 0,
            most_batches,
            freed_ms: now_ms,
            limit: None,
            accepted: Count::new(now_ms),
            learned_ms: now_ms,
            paused_until_ms: 0,
            next_us: now_ms.wrapping_mul(1_000),
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
        if now_ms.wrapping_mul(1_000) < self.next_us {
            return Allowance::At(self.next_us.div_ceil(1_000));
        }
        let batch_ms = BATCH_MS.max(self.held_us() / 1_000);
        let in_time = limit.rate().wrapping_mul(batch_ms) / 1_000_000;
        let batch = usize::try_from(in_time).unwrap_or(usize::MAX).min(batch_size).max(1);
        Allowance::Now(batch.min(room))
    }

    /// For how long something might have left, but for what was under way.
    fn held_us(&self) -> u64 {
        self.freed_ms.wrapping_mul(1_000).saturating_sub(self.next_us).min(HELD_MS.wrapping_mul(1_000))
    }

    /// A batch that leaves now.
    pub(crate) fn sent(&mut self, count: usize, now_ms: u64) {
        let held_us = self.held_us();
        self.in_flight = self.in_flight.saturating_add(count);
        self.batches = self.batches.saturating_add(1);
        let at_us = now_ms.wrapping_mul(1_000);
        let Some(limit) = &mut self.limit else {
            if at_us.saturating_sub(self.next_us) >= FULL_MS.wrapping_mul(1_000) {
                self.accepted.restart(now_ms, FULL_MS);
            }
            self.next_us = at_us;
            return;
        };
        // One batch may make up for being late; what is more is lost, for it would end in a burst.
        let earliest_us = at_us.saturating_sub(limit.taken_us().max(held_us));
        let free_us = self.next_us.max(self.freed_ms.wrapping_mul(1_000));
        if limit.used(earliest_us.saturating_sub(free_us)) {
            self.accepted.restart(now_ms, FULL_MS);
        }
        self.next_us = self.next_us.max(earliest_us).saturating_add(limit.take_us(count as u64));
    }

    /// A batch that is no longer under way; `accepted` of its requests were not throttled.
    pub(crate) fn ended(&mut self, count: usize, accepted: usize, now_ms: u64) {
        if self.in_flight >= self.window || self.batches >= self.most_batches {
            self.freed_ms = now_ms;
        }
        let is_used = self.window < self.in_flight.wrapping_mul(2);
        self.in_flight = self.in_flight.saturating_sub(count);
        self.batches = self.batches.saturating_sub(1);
        if self.limit.is_none() {
            self.next_us = now_ms.wrapping_mul(1_000);
        }
        if is_used {
            let more = if self.window < FAST_WINDOW { accepted } else { accepted.div_ceil(3) };
            self.window = self.window.saturating_add(more).min(self.largest_window);
        }
        self.accepted.add(accepted as u64);
    }

    /// Graph throttled a request that left at `sent_at_ms` and asks to wait.
    pub(crate) fn throttled(&mut self, sent_at_ms: u64, now_ms: u64, wait_ms: u64) {
        let never_before = self.paused_until_ms == 0;
        // Requests that left before the last throttling was known say nothing new.
        if never_before || (sent_at_ms > self.learned_ms && sent_at_ms >= self.paused_until_ms) {
            self.learn(now_ms, wait_ms);
        }
        self.paused_until_ms = self.paused_until_ms.max(now_ms.saturating_add(wait_ms)).max(1);
        self.next_us = self.paused_until_ms.wrapping_mul(1_000);
        let pause_ms = self.paused_until_ms.saturating_sub(now_ms);
        self.accepted.restart(self.paused_until_ms, pause_ms.min(FULL_MS));
        if let Some(limit) = &mut self.limit {
            limit.restart();
        }
    }

    fn learn(&mut self, now_ms: u64, wait_ms: u64) {
        self.learned_ms = now_ms;
        self.limit = match &self.limit {
            Some(last) => Some(last.next(&self.accepted, now_ms, wait_ms)),
            None if self.accepted.requests() > 0 => Some(Limit::first(&self.accepted, now_ms, wait_ms)),
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
