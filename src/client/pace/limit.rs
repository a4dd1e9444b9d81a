//! Graph's limit as far as it is known: held for long, then exceeded little by little until Graph refuses.
//!
//! Rates are requests a millisecond.

/// So many waits is a rate held before more is tried: after news, and at most.
const FIRST_HOLD: f64 = 3.0;
const LONGEST_HOLD: f64 = 32.0;
/// More is tried only where there is work left for so many waits: it must be able to pay for one.
const PAYS_FOR: f64 = 20.0;
/// What is tried at first beyond the rate, as a part of it; it grows by seven tenths in this time.
const FIRST_EXCESS: f64 = 0.05;
const GROWING_MS: f64 = 3_000.0;
/// A limit that is found lower or higher by more than this has moved.
const FELL: f64 = 0.9;
const ROSE: f64 = 1.2;
/// The shortest wait to reckon with.
const LEAST_WAIT_MS: f64 = 1_000.0;
/// A source that leaves more than this unused, and a tenth of what it used, gets no more.
const UNUSED_MS: f64 = 250.0;
/// One in twenty seconds.
const LOWEST_RATE: f64 = 0.000_05;

#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    /// Graph allows about so much.
    rate: f64,
    /// What is tried beyond it, as a part of it; 0 while it is held.
    excess: f64,
    /// For how long it has been held or exceeded, and for how long it was left unused meanwhile.
    used_ms: f64,
    unused_ms: f64,
    /// How many waits it is held for.
    hold: f64,
    /// How long Graph lets wait.
    wait_ms: f64,
}

impl Limit {
    /// After the first refusal.
    pub(super) fn first(measured: f64, wait_ms: f64) -> Self {
        let mut limit =
            Self { rate: measured, excess: 0.0, used_ms: 0.0, unused_ms: 0.0, hold: FIRST_HOLD, wait_ms };
        limit.change(measured, wait_ms);
        limit
    }

    /// At which requests leave.
    pub(super) fn rate(&self) -> f64 {
        self.rate * (1.0 + self.excess)
    }

    /// So many leave, after an unused time; gives how long they take.
    pub(super) fn used(&mut self, count: f64, unused_ms: f64, left: Option<u64>) -> f64 {
        let taken_ms = count / self.rate();
        self.used_ms += taken_ms;
        self.unused_ms += unused_ms;
        self.excess *= 1.0 + 0.7 * (taken_ms / GROWING_MS).min(1.0);
        if self.unused_ms > UNUSED_MS + self.used_ms / 10.0 {
            self.enter(0.0);
        }
        let pays = left.is_none_or(|left| left as f64 >= PAYS_FOR * self.wait_ms * self.rate);
        if self.excess == 0.0 && self.used_ms >= self.hold * self.wait_ms && pays {
            self.enter(FIRST_EXCESS);
        }
        taken_ms
    }

    /// It was refused at `at_rate`; `measured` is what Graph allows at least.
    pub(super) fn refused(&mut self, measured: f64, at_rate: f64, wait_ms: f64) {
        let before = self.rate;
        let after = if self.excess == 0.0 { measured } else { measured.min(at_rate).max(before) };
        if (self.excess == 0.0 && measured < FELL * before) || after > ROSE * before {
            self.hold = FIRST_HOLD;
        } else if self.excess > 0.0 {
            self.hold = (self.hold * 2.0).min(LONGEST_HOLD);
        }
        self.change(after, wait_ms);
    }

    /// Something was refused that says nothing about the rate.
    pub(super) fn disturbed(&mut self, wait_ms: f64) {
        self.wait_ms = wait_ms.max(LEAST_WAIT_MS);
        if self.excess > 0.0 {
            self.excess = (self.excess / 2.0).max(FIRST_EXCESS);
        }
    }

    fn change(&mut self, rate: f64, wait_ms: f64) {
        self.rate = rate.max(LOWEST_RATE);
        self.wait_ms = wait_ms.max(LEAST_WAIT_MS);
        self.enter(0.0);
    }

    fn enter(&mut self, excess: f64) {
        self.excess = excess;
        self.used_ms = 0.0;
        self.unused_ms = 0.0;
    }
}

/// Refusals of whole batches, one after another.
///
/// A gateway that is busy refuses a batch here and there, whatever was accepted between. A limit lets nearly as much through each
/// time: only then it is the rate that is refused.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Series {
    count: u32,
    least: u64,
    most: u64,
}

impl Series {
    /// So many alike are no accident.
    const LONG: u32 = 5;

    /// Another one, after so many accepted requests.
    pub(super) fn is_about_the_rate(&mut self, accepted: u64) -> bool {
        let (least, most) = (self.least.min(accepted), self.most.max(accepted));
        let is_alike = self.count > 0 && most <= least.saturating_add(least / 4);
        *self = if is_alike {
            Self { count: self.count.saturating_add(1), least, most }
        } else {
            Self { count: 1, least: accepted, most: accepted }
        };
        self.count >= Self::LONG
    }
}
