//! How fast many chats are created: one shared pace, learned from what Graph answers.
//!
//! Until Graph throttles for the first time its limit is unknown: the number of requests under way grows by one with each
//! accepted one, as TCP's slow start does (RFC 5681), so that a generous server is used within a few round trips and a strict one
//! is asked for little too much. From then on requests leave evenly spaced, at a rate.
//!
//! Between two throttlings a token bucket, whatever its size, hands out its rate at most: what was accepted in that time is a lower
//! bound of the limit, and the rate that was throttled an upper one. The next rate lies a third of the way between them, rises to
//! the upper one ever more slowly, and so the two close in on the limit. Once they nearly meet the rate is held, for longer each
//! time, and then raised by a hundredth a second, as CUBIC (RFC 9438) feels its way past the last known limit: a limit that was
//! raised is found again, and one that was not is seldom exceeded.
//!
//! Rates are whole numbers of requests in a thousand seconds; times are milliseconds, and microseconds where a remainder counts.

/// Requests under way at the start.
const FIRST_WINDOW: usize = 2;
/// A batch holds what is sent in this time, at most: a strict limit must not see a burst.
const BATCH_MS: u64 = 150;
/// Requests in a thousand seconds: one in a hundred seconds.
const LOWEST_RATE: u64 = 10;
/// One million a second.
const HIGHEST_RATE: u64 = 1_000_000_000;
/// How long a pace is held before it rises: when it is first trusted, and at most.
const FIRST_HOLD_MS: u64 = 20_000;
const LONGEST_HOLD_MS: u64 = 640_000;
/// A pace that is not trusted doubles in this time, or in the time of so many requests where that is longer.
const DOUBLING_MS: u64 = 1_000;
const DOUBLING_REQUESTS: u64 = 5;
/// What is not trusted after a second throttling rises to the rate that was throttled in this time, or in that of so many requests.
const CLIMB_MS: u64 = 3_000;
const CLIMB_REQUESTS: u64 = 26;

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
}

#[derive(Clone, Copy, Debug)]
struct Limit {
    /// What was accepted up to the throttling, and in what time.
    accepted: u64,
    elapsed_ms: u64,
    /// The rate that was throttled; `None` for the first.
    reached: Option<u64>,
    /// The most that was measured before, and is not refuted.
    best: u64,
    /// When the pace was set.
    set_at_ms: u64,
    /// How long it is held once it is trusted.
    hold_ms: u64,
    /// How often it was throttled before it could be trusted: each time it rises half as fast.
    tries: u32,
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
        if now_ms.saturating_mul(1_000) < limit.next_us {
            return Allowance::At(limit.next_us.div_ceil(1_000));
        }
        let in_time = limit.rate(now_ms).saturating_mul(BATCH_MS) / 1_000_000;
        let batch = usize::try_from(in_time).unwrap_or(usize::MAX).clamp(1, batch_size);
        Allowance::Now(batch.min(room))
    }

    /// Requests that leave now.
    pub(crate) fn sent(&mut self, count: usize, now_ms: u64) {
        self.in_flight = self.in_flight.saturating_add(count);
        if let Some(limit) = &mut self.limit {
            let gap_us = ratio((count as u64).saturating_mul(1_000_000_000), limit.rate(now_ms));
            // What was not used is not saved up: that would end in a burst.
            limit.next_us =
                limit.next_us.max(now_ms.saturating_mul(1_000).saturating_sub(gap_us)).saturating_add(gap_us);
        }
    }

    /// Requests that left at `sent_at_ms` and are no longer under way; `accepted` of them were not throttled.
    pub(crate) fn ended(&mut self, sent_at_ms: u64, count: usize, accepted: usize) {
        self.in_flight = self.in_flight.saturating_sub(count);
        self.window = self.window.saturating_add(accepted).min(self.largest_window);
        match &mut self.limit {
            // They used up what was there before the throttling.
            Some(limit) if sent_at_ms <= self.since_ms => {
                limit.accepted = limit.accepted.saturating_add(accepted as u64);
            }
            _ => self.accepted = self.accepted.saturating_add(accepted as u64),
        }
    }

    /// Graph throttled a request that left at `sent_at_ms` and asks to wait.
    pub(crate) fn throttled(&mut self, sent_at_ms: u64, now_ms: u64, wait_ms: u64) {
        let same_event = self.limit.is_some() && sent_at_ms <= self.since_ms;
        if !same_event {
            self.learn(now_ms, wait_ms);
        }
        self.paused_until_ms = self.paused_until_ms.max(now_ms.saturating_add(wait_ms));
        if let Some(limit) = &mut self.limit {
            limit.set_at_ms = self.paused_until_ms;
            limit.next_us = self.paused_until_ms.saturating_mul(1_000);
        }
    }

    fn learn(&mut self, now_ms: u64, wait_ms: u64) {
        let elapsed_ms = now_ms.saturating_sub(self.since_ms);
        let mut limit = Limit {
            accepted: self.accepted,
            elapsed_ms,
            reached: None,
            best: 0,
            set_at_ms: now_ms,
            hold_ms: FIRST_HOLD_MS,
            tries: 0,
            next_us: 0,
        };
        match &self.limit {
            // The bucket was full at the start and is empty now; the wait lets it fill again.
            None => limit.elapsed_ms = elapsed_ms.saturating_add(wait_ms),
            Some(last) => {
                let reached = last.rate(now_ms);
                limit.reached = Some(reached);
                // The first measurement counts a bucket that was full, and is no bound.
                let best = if last.reached.is_some() { last.lower_bound() } else { 0 };
                if reached >= percent(best, 97) {
                    limit.best = best;
                }
                limit.tries = last.tries.saturating_add(1).min(16);
                if limit.is_trusted() {
                    limit.hold_ms = last.hold_ms.saturating_mul(4).min(LONGEST_HOLD_MS);
                }
            }
        }
        self.limit = Some(limit);
        self.accepted = 0;
        self.since_ms = now_ms;
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

/// A quotient; of nothing, as of one.
fn ratio(dividend: u64, divisor: u64) -> u64 {
    dividend.checked_div(divisor).unwrap_or(dividend)
}

impl Limit {
    /// What was accepted, in a thousand seconds.
    fn measured(&self) -> u64 {
        ratio(self.accepted.saturating_mul(1_000_000), self.elapsed_ms).clamp(LOWEST_RATE, HIGHEST_RATE)
    }

    /// The rate at which requests leave.
    fn rate(&self, now_ms: u64) -> u64 {
        let measured = self.measured();
        let running_ms = now_ms.saturating_sub(self.set_at_ms);
        let Some(reached) = self.reached else {
            // Nothing but a beginning is known: double it until Graph throttles again.
            let doubling_ms = time_of(DOUBLING_REQUESTS, measured).max(DOUBLING_MS);
            let doublings = ratio(running_ms, doubling_ms).min(20);
            let rest_ms = running_ms.saturating_sub(doublings.saturating_mul(doubling_ms));
            let base = measured.saturating_mul(1 << doublings);
            return base
                .saturating_add(ratio(base.saturating_mul(rest_ms), doubling_ms))
                .clamp(LOWEST_RATE, HIGHEST_RATE);
        };
        let bound = self.lower_bound();
        let gap = reached.saturating_sub(bound);
        let start = bound.saturating_add(gap / 3);
        let rate = if self.is_trusted() {
            // One hundredth more each second.
            let rising_ms = running_ms.saturating_sub(self.hold_ms).min(10_000_000);
            start.saturating_add(ratio(start.saturating_mul(rising_ms), 100_000))
        } else {
            let climb_ms = time_of(CLIMB_REQUESTS, measured).max(CLIMB_MS).saturating_mul(1 << self.tries);
            start.saturating_add(ratio(gap.saturating_mul(running_ms), climb_ms))
        };
        rate.clamp(LOWEST_RATE, HIGHEST_RATE)
    }

    /// Graph allows this much at least.
    fn lower_bound(&self) -> u64 {
        self.measured().max(self.best)
    }

    /// Whether what was throttled is close to what was measured.
    fn is_trusted(&self) -> bool {
        self.reached.is_some_and(|reached| reached <= percent(self.lower_bound(), 112))
    }
}

fn percent(rate: u64, percent: u64) -> u64 {
    rate.saturating_mul(percent) / 100
}

/// How long so many requests take.
fn time_of(requests: u64, rate: u64) -> u64 {
    ratio(requests.saturating_mul(1_000_000), rate)
}

#[cfg(test)]
mod tests;
