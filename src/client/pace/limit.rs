//! Graph's limit as far as it is known, and the rate at which requests leave because of it.
//!
//! Between two throttlings a token bucket hands out what runs in meanwhile, and as much as it holds of what ran in during the wait
//! between them. So what was accepted, divided by the time, is an estimate of the limit that is seldom too high; and the rate that
//! was throttled was too high for certain. The next rate lies between the two and climbs to the upper one, half as fast each time.
//! Once they nearly meet the rate is held, and then rises slowly at first and ever faster, as CUBIC (RFC 9438) feels its way past
//! the last known limit: one that was raised is found within minutes, and one that was not is seldom exceeded. A limit that was
//! lowered shows in how little is accepted before the next throttling; what was known before is then forgotten.
//!
//! Where Graph asks for long waits, being throttled costs more, and everything here takes its time accordingly.
//!
//! Rates are whole numbers of requests in a thousand seconds; times are milliseconds.

use super::FULL_MS;
use super::count::Count;

/// One in a hundred seconds.
const LOWEST_RATE: u64 = 10;
/// One million a second.
const HIGHEST_RATE: u64 = 1_000_000_000;
/// How long a rate is held before it rises: when it is first trusted, and at most, or for so many waits or requests if that is longer.
const FIRST_HOLD_MS: u64 = 20_000;
const LONG_HOLD_MS: u64 = 60_000;
const LONG_HOLD_WAITS: u64 = 30;
const LONG_HOLD_REQUESTS: u64 = 150;
const LONGEST_HOLD_MS: u64 = 300_000;
/// A rate of which nothing but a beginning is known doubles in this time, or in that of so many requests.
const DOUBLING_MS: u64 = 1_000;
const DOUBLING_REQUESTS: u64 = 5;
/// A rate that is not trusted climbs to the one that was throttled in so many waits, or in the time of so many requests.
const CLIMB_WAITS: u64 = 10;
const CLIMB_REQUESTS: u64 = 26;
/// How often the climb is halved.
const MOST_TRIES: u32 = 4;
/// Time that was not used is made up for by using the rate for ten times as long, so that it stays near what is used; at most
/// for so many buckets or requests.
const PROOF_FOR_LOSS: u64 = 10;
const PROOF_REQUESTS: u64 = 10;

#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    /// Graph allows about this much at least.
    least: u64,
    /// The rate that was throttled; `None` after the first throttling.
    reached: Option<u64>,
    /// For how long it was used.
    used_us: u64,
    /// So long take the requests that left last.
    taken_us: u64,
    /// For how long it must be used before that counts, for it was left unused.
    unproven_us: u64,
    hold_ms: u64,
    /// How often the rate was throttled before it could be trusted.
    tries: u32,
    /// The wait that Graph asked for, and no less than a second.
    wait_ms: u64,
}

impl Limit {
    /// After the first throttling.
    pub(super) fn first(accepted: &Count, now_ms: u64, wait_ms: u64) -> Self {
        Self {
            least: accepted.rate(now_ms),
            reached: None,
            used_us: 0,
            taken_us: 0,
            unproven_us: 0,
            hold_ms: FIRST_HOLD_MS,
            tries: 0,
            wait_ms: wait_ms.max(FULL_MS),
        }
    }

    /// After another throttling.
    pub(super) fn next(&self, accepted: &Count, now_ms: u64, wait_ms: u64) -> Self {
        let reached = self.rate();
        let measured = match accepted.requests() {
            0 => (self.least / 2).max(LOWEST_RATE),
            _ => accepted.rate(now_ms),
        };
        // The first measurement rests on a bucket that was full, and is no bound.
        let before = if self.reached.is_some() { self.least } else { 0 };
        let lowered = accepted.requests().wrapping_mul(1_000_000) < before.wrapping_mul(FULL_MS);
        let raised = self.reached.is_some_and(|last| reached > percent(last, 130));
        let refuted = lowered || reached <= percent(before, 102);
        let least = if refuted { measured } else { measured.max(before) };
        let news = lowered || raised;
        let mut next = Self {
            least,
            reached: Some(reached),
            used_us: 0,
            taken_us: 0,
            unproven_us: 0,
            hold_ms: if news { FIRST_HOLD_MS } else { self.hold_ms },
            tries: if news { 0 } else { self.tries.saturating_add(1).min(MOST_TRIES) },
            wait_ms: wait_ms.max(FULL_MS),
        };
        if next.is_trusted() {
            next.hold_ms = self.hold_ms.wrapping_mul(4).min(next.longest_hold_ms());
        }
        next
    }

    /// Requests leave again after a wait.
    pub(super) fn restart(&mut self) {
        self.used_us = 0;
        self.taken_us = 0;
        self.unproven_us = 0;
    }

    /// How long the requests take that left last, microseconds.
    pub(super) fn taken_us(&self) -> u64 {
        self.taken_us
    }

    /// Others leave now, and might have left so much earlier; whether so little was used of late that Graph's bucket is full.
    pub(super) fn used(&mut self, lost_us: u64) -> bool {
        let longest_ms = FULL_MS.wrapping_mul(PROOF_FOR_LOSS).max(time_of(PROOF_REQUESTS, self.least));
        let full_us = longest_ms.wrapping_mul(1_000);
        let unproven_us = self.unproven_us.saturating_add(lost_us.wrapping_mul(PROOF_FOR_LOSS)).min(full_us);
        self.unproven_us = unproven_us.saturating_sub(self.taken_us);
        self.used_us = self.used_us.saturating_add(self.taken_us.saturating_sub(unproven_us));
        unproven_us == full_us
    }

    /// How long so many requests take that leave now, microseconds.
    pub(super) fn take_us(&mut self, requests: u64) -> u64 {
        self.taken_us = ratio(requests.wrapping_mul(1_000_000_000), self.rate());
        self.taken_us
    }

    /// The rate at which requests leave.
    pub(super) fn rate(&self) -> u64 {
        let running_ms = self.used_us / 1_000;
        let Some(reached) = self.reached else { return self.doubled(self.least, running_ms) };
        let gap = reached.saturating_sub(self.least);
        let rate = if self.is_trusted() {
            let start = self.least.saturating_add(gap / 3);
            rising(start, running_ms.saturating_sub(self.hold_ms))
        } else {
            let cautious = ratio((gap / 3).min(self.least / 2).wrapping_mul(FULL_MS), self.wait_ms);
            let start = self.least.saturating_add(cautious);
            let climb_ms = self.climb_ms();
            match running_ms.checked_sub(climb_ms) {
                Some(beyond_ms) => rising(reached.max(start), beyond_ms),
                None => start
                    .saturating_add(ratio(gap.wrapping_mul(running_ms), climb_ms))
                    .min(self.doubled(start, running_ms)),
            }
        };
        rate.clamp(LOWEST_RATE, HIGHEST_RATE)
    }

    /// Whether what was throttled is close to what is known to be allowed.
    fn is_trusted(&self) -> bool {
        self.reached.is_some_and(|reached| reached <= percent(self.least, 108))
    }

    fn longest_hold_ms(&self) -> u64 {
        let for_waits_ms = self.wait_ms.wrapping_mul(LONG_HOLD_WAITS);
        for_waits_ms.max(time_of(LONG_HOLD_REQUESTS, self.least)).clamp(LONG_HOLD_MS, LONGEST_HOLD_MS)
    }

    fn climb_ms(&self) -> u64 {
        let first_ms = self.wait_ms.wrapping_mul(CLIMB_WAITS).max(time_of(CLIMB_REQUESTS, self.least));
        first_ms.wrapping_mul(1 << self.tries).min(LONG_HOLD_MS.max(time_of(LONG_HOLD_REQUESTS, self.least)))
    }

    /// What a rate becomes that doubles again and again.
    fn doubled(&self, mut rate: u64, mut running_ms: u64) -> u64 {
        while rate < HIGHEST_RATE {
            let doubling_ms =
                time_of(DOUBLING_REQUESTS, rate).max(DOUBLING_MS).max(self.wait_ms / 2) << self.tries;
            let Some(left_ms) = running_ms.checked_sub(doubling_ms) else {
                return rate.saturating_add(ratio(rate.wrapping_mul(running_ms), doubling_ms));
            };
            running_ms = left_ms;
            rate = rate.wrapping_mul(2);
        }
        HIGHEST_RATE
    }
}

/// What a rate becomes in this time: one hundredth more each second, and the cube of the half minutes.
fn rising(start: u64, for_ms: u64) -> u64 {
    let tenths = for_ms.min(600_000) / 100;
    let thousandths = tenths.saturating_add(tenths.wrapping_mul(tenths).wrapping_mul(tenths) / 27_000);
    start.saturating_add(start.wrapping_mul(thousandths) / 1_000)
}

pub(super) fn rate_of(requests: u64, time_ms: u64) -> u64 {
    ratio(requests.wrapping_mul(1_000_000), time_ms).clamp(LOWEST_RATE, HIGHEST_RATE)
}

/// How long so many requests take.
fn time_of(requests: u64, rate: u64) -> u64 {
    ratio(requests.wrapping_mul(1_000_000), rate)
}

fn percent(rate: u64, percent: u64) -> u64 {
    rate.wrapping_mul(percent) / 100
}

/// A quotient; of nothing, as of one.
fn ratio(dividend: u64, divisor: u64) -> u64 {
    dividend.checked_div(divisor).unwrap_or(dividend)
}
