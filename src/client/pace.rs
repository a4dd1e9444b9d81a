//! How fast many chats are created: one shared pace, learned from what Graph answers.
//!
#![doc = include_str!("pace/README.md")]
#![expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "rates are quotients; floating point neither overflows nor panics, and casts from it saturate"
)]

mod limit;
mod marks;

use limit::{Limit, Series};
use marks::Marks;

/// Requests under way at the start.
const FIRST_WINDOW: usize = 5;
/// From so many requests under way on, their number grows by a third a round trip instead of doubling.
const FAST_WINDOW: usize = 40;
/// A batch holds what leaves in this time: a strict limit must not see a burst.
const BATCH_MS: f64 = 150.0;
/// Or in up to this, each time half as long again, where whole batches are refused: fewer are struck then.
const LONGEST_BATCH_MS: f64 = 500.0;
/// Or in its share of a round trip up to this, where few batches may be under way.
const LONGEST_SHARE_MS: f64 = 1_000.0;
/// The shortest wait, whatever Graph asks for: time enough to fill a bucket of one second again.
const LEAST_WAIT_MS: f64 = 1_100.0;
/// While nothing is accepted the shortest wait grows by half each time, up to this.
const LONGEST_LEAST_WAIT_MS: f64 = 10_000.0;
/// So few accepted at the very start say that someone else has emptied the bucket, and nothing of the limit.
const FEW: u64 = 4;

/// The pace.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    most_batches: usize,
    largest_window: usize,
    /// Requests that may be under way while no limit is known.
    window: usize,
    in_flight: usize,
    round_trip_ms: f64,
    batch_ms: f64,
    /// Known once Graph has refused something.
    limit: Option<Limit>,
    /// Whether the start was made a second time, after `FEW`.
    started_again: bool,
    marks: Marks,
    /// Since the last resume.
    refusal: Option<Refusal>,
    paused_until_ms: f64,
    least_wait_ms: f64,
    /// Nothing was accepted before the last refusal: one request asks, alone.
    probing: bool,
    whole: Series,
    /// When the next request may leave, once a limit is known.
    next_ms: f64,
    /// So long take the requests that left last.
    taken_ms: f64,
}

/// What Graph refused since the last resume.
#[derive(Clone, Copy, Debug)]
struct Refusal {
    /// The earliest time at which something left that was refused.
    sent_at_ms: f64,
    known_at_ms: f64,
    /// The rate of then.
    rate: f64,
    /// Whole batches alone.
    whole: bool,
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

/// A batch that is no longer under way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ended {
    pub(crate) sent_at_ms: u64,
    pub(crate) count: usize,
    /// So many did Graph answer without asking to wait.
    pub(crate) accepted: usize,
    /// So many did Graph refuse and ask to wait; what is neither got no clear answer.
    pub(crate) refused: usize,
    /// Refused as a batch, and not inside it.
    pub(crate) whole: bool,
    /// The longest wait that was asked for.
    pub(crate) wait_ms: u64,
}

impl Pace {
    /// A pace that starts now, with at most so many batches of so many requests under way.
    pub(crate) fn new(now_ms: u64, most_batches: usize, batch_size: usize) -> Self {
        let now_ms = now_ms as f64;
        let largest_window = most_batches.saturating_mul(batch_size);
        Self {
            most_batches,
            largest_window,
            window: FIRST_WINDOW.min(largest_window),
            in_flight: 0,
            round_trip_ms: 0.0,
            batch_ms: BATCH_MS,
            limit: None,
            started_again: false,
            marks: Marks::default(),
            refusal: None,
            paused_until_ms: 0.0,
            least_wait_ms: LEAST_WAIT_MS,
            probing: false,
            whole: Series::default(),
            next_ms: now_ms,
            taken_ms: 0.0,
        }
    }

    /// How much may be sent now, in a batch of at most `batch_size`.
    pub(crate) fn allowance(&mut self, now_ms: u64, batch_size: usize) -> Allowance {
        let now_ms = now_ms as f64;
        if now_ms < self.paused_until_ms {
            return Allowance::At(self.paused_until_ms.ceil() as u64);
        }
        self.resume();
        let Some(limit) = self.limit.as_ref().filter(|_| !self.probing) else {
            let window = if self.probing { 1 } else { self.window };
            return match window.saturating_sub(self.in_flight).min(batch_size) {
                0 => Allowance::AfterAnAnswer,
                room => Allowance::Now(room),
            };
        };
        if now_ms < self.next_ms {
            return Allowance::At(self.next_ms.ceil() as u64);
        }
        let share_ms = (self.round_trip_ms / self.most_batches as f64).min(LONGEST_SHARE_MS);
        let batch = (limit.rate() * self.batch_ms).max((limit.rate() * share_ms).ceil());
        Allowance::Now((batch as usize).min(batch_size).max(1))
    }

    /// A batch that leaves now; `left` is how many requests there are still to be sent, it included, if that is known.
    pub(crate) fn sent(&mut self, count: usize, now_ms: u64, left: Option<u64>) {
        let now_ms = now_ms as f64;
        self.marks.add(now_ms);
        self.in_flight = self.in_flight.saturating_add(count);
        let Some(limit) = &mut self.limit else { return };
        // One batch makes up for being late; what is more is lost, for it would end in a burst.
        let late_ms = (now_ms - self.next_ms).max(0.0).min(self.taken_ms);
        let idle_ms = now_ms - self.next_ms - self.taken_ms;
        self.taken_ms = limit.used(count as f64, idle_ms.max(0.0), left);
        self.next_ms = now_ms - late_ms + self.taken_ms;
    }

    /// A batch that is no longer under way.
    pub(crate) fn ended(&mut self, batch: &Ended, now_ms: u64) {
        let (sent_at_ms, now_ms) = (batch.sent_at_ms as f64, now_ms as f64);
        if self.limit.is_none() {
            self.grow(batch);
        }
        self.in_flight = self.in_flight.saturating_sub(batch.count);
        let trip_ms = now_ms - sent_at_ms;
        let last_ms = if self.round_trip_ms > 0.0 { self.round_trip_ms } else { trip_ms };
        self.round_trip_ms = 0.75 * last_ms + 0.25 * trip_ms;
        if self.refusal.is_none_or(|refusal| sent_at_ms <= refusal.sent_at_ms) {
            self.marks.accept(sent_at_ms, batch.count.saturating_sub(batch.refused) as u64);
        }
        if batch.accepted > 0 {
            self.probing = false;
            self.least_wait_ms = LEAST_WAIT_MS;
        }
        if batch.refused > 0 {
            self.refused(batch, sent_at_ms, now_ms);
        }
    }

    /// More may be under way, if what may be is used.
    fn grow(&mut self, batch: &Ended) {
        if batch.refused == 0 && self.window < self.in_flight.saturating_mul(2) {
            let fast = self.window < FAST_WINDOW;
            let more = if fast { batch.accepted } else { batch.accepted.div_ceil(3) };
            self.window = self.window.saturating_add(more).min(self.largest_window);
        }
    }

    fn refused(&mut self, batch: &Ended, sent_at_ms: f64, now_ms: f64) {
        if let Some(refusal) = &mut self.refusal {
            refusal.sent_at_ms = refusal.sent_at_ms.min(sent_at_ms);
            refusal.whole &= batch.whole;
        } else if self.marks.have(sent_at_ms) {
            let rate = self.limit.as_ref().map_or(0.0, Limit::rate);
            self.refusal = Some(Refusal { sent_at_ms, known_at_ms: now_ms, rate, whole: batch.whole });
        }
        if self.probing {
            self.least_wait_ms = (self.least_wait_ms * 1.5).min(LONGEST_LEAST_WAIT_MS);
        }
        let until_ms = now_ms + self.least_wait_ms.max(batch.wait_ms as f64);
        self.paused_until_ms = self.paused_until_ms.max(until_ms);
        self.next_ms = self.paused_until_ms;
    }

    /// The wait is over: what did the refusal mean?
    fn resume(&mut self) {
        let Some(refusal) = self.refusal.take() else { return };
        let marks = std::mem::take(&mut self.marks);
        let accepted = marks.accepted();
        if accepted == 0 {
            self.probing = true;
            return;
        }
        let wait_ms = self.paused_until_ms - refusal.known_at_ms;
        let longer_ms = (self.batch_ms * 1.5).min(LONGEST_BATCH_MS);
        self.batch_ms = if refusal.whole { longer_ms } else { BATCH_MS };
        if refusal.whole && !self.whole.is_about_the_rate(accepted) {
            if let Some(limit) = &mut self.limit {
                limit.disturbed(wait_ms);
            }
        } else if self.limit.is_none() && !refusal.whole && accepted < FEW && !self.started_again {
            self.started_again = true;
            self.window = 1;
        } else {
            self.whole = Series::default();
            let measured = marks.rate(refusal.sent_at_ms);
            match &mut self.limit {
                Some(limit) => limit.refused(measured, refusal.rate, wait_ms),
                None => self.limit = Some(Limit::first(measured, wait_ms)),
            }
        }
    }

    /// Requests under way.
    pub(crate) fn in_flight(&self) -> usize {
        self.in_flight
    }

    /// How long everything still waits.
    pub(crate) fn paused_for_ms(&self, now_ms: u64) -> Option<u64> {
        let left_ms = self.paused_until_ms - now_ms as f64;
        (left_ms > 0.0).then(|| left_ms.ceil() as u64)
    }

    /// How many requests leave a second; what was accepted of late, while no limit is known; nothing while that is too little.
    pub(crate) fn per_second(&self, now_ms: u64) -> Option<f64> {
        let learned = self.limit.as_ref().map(Limit::rate);
        let rate = learned.or_else(|| self.marks.recent(now_ms as f64 - self.round_trip_ms))?;
        Some(rate * 1_000.0)
    }

    /// How long so many requests take at that rate, the wait included.
    pub(crate) fn time_for_ms(&self, count: u64, now_ms: u64) -> Option<u64> {
        let time_ms = count as f64 * 1_000.0 / self.per_second(now_ms)?;
        Some((time_ms + (self.paused_until_ms - now_ms as f64).max(0.0)).ceil() as u64)
    }
}

#[cfg(test)]
mod tests;
