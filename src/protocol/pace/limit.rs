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

/// One in a hundred seconds.
const LOWEST_RATE: u64 = 10;
/// One million a second.
const HIGHEST_RATE: u64 = 1_000_000_000;
/// A bucket is taken to be full after this time: "so many a second" is how limits are mostly meant.
const FULL_MS: u64 = 1_000;
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

#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    /// Graph allows about this much at least.
    least: u64,
    /// The rate that was throttled; `None` after the first throttling.
    reached: Option<u64>,
    set_at_ms: u64,
    hold_ms: u64,
    /// How often the rate was throttled before it could be trusted.
    tries: u32,
    /// The wait that Graph asked for, and no less than a second.
    wait_ms: u64,
}

impl Limit {
    /// After the first throttling. The bucket was full at the start, and the wait lets it fill again.
    pub(super) fn first(accepted: u64, elapsed_ms: u64, wait_ms: u64) -> Self {
        Self {
            least: rate_of(accepted, elapsed_ms.saturating_add(wait_ms.min(FULL_MS))),
            reached: None,
            set_at_ms: 0,
            hold_ms: FIRST_HOLD_MS,
            tries: 0,
            wait_ms: wait_ms.max(FULL_MS),
        }
    }

    /// After another throttling, `elapsed_ms` after the one before it.
    pub(super) fn next(&self, accepted: u64, elapsed_ms: u64, now_ms: u64, wait_ms: u64) -> Self {
        let reached = self.rate(now_ms);
        let running_ms = now_ms.saturating_sub(self.set_at_ms).min(elapsed_ms);
        let filling_ms = elapsed_ms.saturating_sub(running_ms).min(FULL_MS);
        let measured = match accepted {
            0 => (self.least / 2).max(LOWEST_RATE),
            _ => rate_of(accepted, running_ms.saturating_add(filling_ms)),
        };
        // The first measurement rests on a bucket that was full, and is no bound.
        let before = if self.reached.is_some() { self.least } else { 0 };
        let lowered = accepted.saturating_mul(1_000_000) < before.saturating_mul(FULL_MS);
        let raised = self.reached.is_some_and(|last| reached > percent(last, 130));
        let refuted = lowered || reached <= percent(before, 102);
        let least = if refuted { measured } else { measured.max(before) };
        let news = lowered || raised;
        let mut next = Self {
            least,
            reached: Some(reached),
            set_at_ms: now_ms,
            hold_ms: if news { FIRST_HOLD_MS } else { self.hold_ms },
            tries: if news { 0 } else { self.tries.saturating_add(1).min(MOST_TRIES) },
            wait_ms: wait_ms.max(FULL_MS),
        };
        if next.is_trusted() {
            next.hold_ms = self.hold_ms.saturating_mul(4).min(next.longest_hold_ms());
        }
        next
    }

    /// Everything waits until then.
    pub(super) fn starts_at(&mut self, at_ms: u64) {
        self.set_at_ms = at_ms;
    }

    /// How long so many requests take, microseconds.
    pub(super) fn time_us(&self, requests: u64, now_ms: u64) -> u64 {
        ratio(requests.saturating_mul(1_000_000_000), self.rate(now_ms))
    }

    /// The rate at which requests leave.
    pub(super) fn rate(&self, now_ms: u64) -> u64 {
        let running_ms = now_ms.saturating_sub(self.set_at_ms);
        let Some(reached) = self.reached else { return self.doubled(self.least, running_ms) };
        let gap = reached.saturating_sub(self.least);
        let rate = if self.is_trusted() {
            let start = self.least.saturating_add(gap / 3);
            rising(start, running_ms.saturating_sub(self.hold_ms))
        } else {
            let cautious = ratio((gap / 3).min(self.least / 2).saturating_mul(FULL_MS), self.wait_ms);
            let start = self.least.saturating_add(cautious);
            let climb_ms = self.climb_ms();
            match running_ms.checked_sub(climb_ms) {
                Some(beyond_ms) => rising(reached.max(start), beyond_ms),
                None => start
                    .saturating_add(ratio(gap.saturating_mul(running_ms), climb_ms))
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
        let for_waits_ms = self.wait_ms.saturating_mul(LONG_HOLD_WAITS);
        for_waits_ms.max(time_of(LONG_HOLD_REQUESTS, self.least)).clamp(LONG_HOLD_MS, LONGEST_HOLD_MS)
    }

    fn climb_ms(&self) -> u64 {
        let first_ms = self.wait_ms.saturating_mul(CLIMB_WAITS).max(time_of(CLIMB_REQUESTS, self.least));
        first_ms
            .saturating_mul(1 << self.tries)
            .min(LONG_HOLD_MS.max(time_of(LONG_HOLD_REQUESTS, self.least)))
    }

    /// What a rate becomes that doubles again and again.
    fn doubled(&self, mut rate: u64, mut running_ms: u64) -> u64 {
        while rate < HIGHEST_RATE {
            let doubling_ms =
                time_of(DOUBLING_REQUESTS, rate).max(DOUBLING_MS).max(self.wait_ms / 2) << self.tries;
            let Some(left_ms) = running_ms.checked_sub(doubling_ms) else {
                return rate.saturating_add(ratio(rate.saturating_mul(running_ms), doubling_ms));
            };
            running_ms = left_ms;
            rate = rate.saturating_mul(2);
        }
        HIGHEST_RATE
    }
}

/// What a rate becomes in this time: one hundredth more each second, and the cube of the half minutes.
fn rising(start: u64, for_ms: u64) -> u64 {
    let tenths = for_ms.min(600_000) / 100;
    let thousandths = tenths.saturating_add(tenths.saturating_mul(tenths).saturating_mul(tenths) / 27_000);
    start.saturating_add(start.saturating_mul(thousandths) / 1_000)
}

fn rate_of(requests: u64, time_ms: u64) -> u64 {
    ratio(requests.saturating_mul(1_000_000), time_ms).clamp(LOWEST_RATE, HIGHEST_RATE)
}

/// How long so many requests take.
fn time_of(requests: u64, rate: u64) -> u64 {
    ratio(requests.saturating_mul(1_000_000), rate)
}

fn percent(rate: u64, percent: u64) -> u64 {
    rate.saturating_mul(percent) / 100
}

/// A quotient; of nothing, as of one.
fn ratio(dividend: u64, divisor: u64) -> u64 {
    dividend.checked_div(divisor).unwrap_or(dividend)
}
