//! Models of a server that throttles: what it allows as time passes, how it counts, and what it asks to wait.

use std::collections::VecDeque;

use crate::random::Random;

/// Requests a second, from a time on; over and over where there is a period.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    pub(crate) steps: Vec<(u64, f64)>,
    pub(crate) period_ms: u64,
}

impl Limit {
    pub(crate) fn steady(per_second: f64) -> Self {
        Self { steps: vec![(0, per_second)], period_ms: u64::MAX }
    }

    pub(crate) fn at(&self, now_ms: u64) -> f64 {
        let now_ms = now_ms % self.period_ms;
        let step = self.steps.iter().rev().find(|(from_ms, _)| *from_ms <= now_ms);
        step.map_or(f64::INFINITY, |(_, per_second)| *per_second)
    }

    /// How many it allows in a time.
    pub(crate) fn between(&self, from_ms: u64, to_ms: u64) -> f64 {
        let (mut at_ms, mut sum) = (from_ms, 0.0);
        while at_ms < to_ms {
            let next_ms = (at_ms + 250).min(to_ms);
            sum += self.at(u64::midpoint(at_ms, next_ms)) * (next_ms - at_ms) as f64 / 1_000.0;
            at_ms = next_ms;
        }
        sum
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// Holds so many seconds' worth.
    Bucket(f64),
    /// So many seconds long, and begun so much earlier.
    Fixed(u64, u64),
    /// Of the last so many seconds.
    Sliding(u64),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum RetryAfter {
    Seconds(u64),
    Exact,
    Absent,
}

#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) limit: Limit,
    pub(crate) kind: Kind,
    pub(crate) retry_after: RetryAfter,
    /// What is refused counts, too.
    pub(crate) counts_refused: bool,
    pub(crate) starts_empty: bool,
    /// A batch is refused as a whole.
    pub(crate) refuses_whole: bool,
}

impl Plan {
    pub(crate) fn draw(random: &mut Random) -> Self {
        Self {
            limit: Limit::steady(random.one_of(&[1.0, 3.0, 10.0, 50.0, 300.0])),
            kind: match random.below(6) {
                0 => Kind::Fixed(random.between(1, 10), random.below(10_000)),
                1 => Kind::Sliding(random.between(1, 10)),
                _ => Kind::Bucket(random.one_of(&[0.2, 1.0, 1.0, 5.0])),
            },
            retry_after: match random.below(4) {
                0 => RetryAfter::Absent,
                1 => RetryAfter::Seconds(random.one_of(&[0, 1, 5, 10, 60])),
                _ => RetryAfter::Exact,
            },
            counts_refused: random.chance(50),
            starts_empty: random.chance(20),
            refuses_whole: random.chance(10),
        }
    }
}

/// A server, as time passes there.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) plan: Plan,
    tokens: f64,
    at_ms: u64,
    /// In the window: when, and how many.
    counted: VecDeque<(u64, u64)>,
    used: u64,
}

impl Server {
    pub(crate) fn new(plan: Plan) -> Self {
        let mut server = Self { plan, tokens: 0.0, at_ms: 0, counted: VecDeque::new(), used: 0 };
        if !server.plan.starts_empty {
            server.tokens = server.capacity(0);
        }
        server
    }

    fn capacity(&self, now_ms: u64) -> f64 {
        let seconds = match self.plan.kind {
            Kind::Bucket(seconds) => seconds,
            Kind::Fixed(seconds, _) | Kind::Sliding(seconds) => seconds as f64,
        };
        (self.plan.limit.at(now_ms) * seconds).max(1.0)
    }

    /// How many of so many requests are accepted, and how many seconds the others are asked to wait.
    pub(crate) fn take(&mut self, now_ms: u64, count: u64) -> (u64, Option<u64>) {
        let (accepted, free_in_ms) = match self.plan.kind {
            Kind::Bucket(_) => self.take_from_bucket(now_ms, count),
            Kind::Fixed(seconds, phase_ms) => self.take_from_window(now_ms, count, seconds, phase_ms),
            Kind::Sliding(seconds) => self.take_from_sliding_window(now_ms, count, seconds),
        };
        let wait_s = match self.plan.retry_after {
            RetryAfter::Seconds(seconds) => Some(seconds),
            RetryAfter::Exact => Some(free_in_ms.div_ceil(1_000).max(1)),
            RetryAfter::Absent => None,
        };
        (accepted, wait_s)
    }

    fn take_from_bucket(&mut self, now_ms: u64, count: u64) -> (u64, u64) {
        let capacity = self.capacity(now_ms);
        self.tokens = (self.tokens + self.plan.limit.between(self.at_ms, now_ms)).min(capacity);
        self.at_ms = now_ms;
        let accepted = ((self.tokens + 1e-9).floor().max(0.0) as u64).min(count);
        self.tokens -= accepted as f64;
        let free_in_ms = (1.0 - self.tokens) / self.plan.limit.at(now_ms) * 1_000.0;
        if self.plan.counts_refused {
            self.tokens = (self.tokens - (count - accepted) as f64).max(-capacity);
        }
        (accepted, free_in_ms as u64)
    }

    fn take_from_window(&mut self, now_ms: u64, count: u64, seconds: u64, phase_ms: u64) -> (u64, u64) {
        let window_ms = seconds * 1_000;
        let window = (now_ms + phase_ms) / window_ms;
        if window != self.at_ms {
            (self.at_ms, self.used) = (window, 0);
        }
        let accepted = (self.capacity(now_ms) as u64).saturating_sub(self.used).min(count);
        self.used += accepted;
        (accepted, (window + 1) * window_ms - phase_ms - now_ms)
    }

    fn take_from_sliding_window(&mut self, now_ms: u64, count: u64, seconds: u64) -> (u64, u64) {
        let window_ms = seconds * 1_000;
        while let Some((_, first)) = self.counted.pop_front_if(|(at_ms, _)| *at_ms + window_ms <= now_ms) {
            self.used -= first;
        }
        let capacity = self.capacity(now_ms) as u64;
        let accepted = capacity.saturating_sub(self.used).min(count);
        let most = if self.plan.counts_refused { (2 * capacity).saturating_sub(self.used) } else { accepted };
        let counted = count.min(accepted.max(most));
        if counted > 0 {
            self.counted.push_back((now_ms, counted));
            self.used += counted;
        }
        let mut over = (self.used + 1).saturating_sub(capacity);
        let free = self.counted.iter().find(|(_, counted)| {
            over = over.saturating_sub(*counted);
            over == 0
        });
        (accepted, free.map_or(window_ms, |(at_ms, _)| at_ms + window_ms - now_ms))
    }
}
