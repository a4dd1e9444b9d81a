//! The pace against a model of a throttling server: token bucket, whole seconds of Retry-After, a fixed round trip.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_arithmetic,
    reason = "a model of a server, in the numbers of a textbook"
)]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Allowance, Pace};

struct Server {
    per_second: f64,
    capacity: f64,
    tokens: f64,
    at_ms: u64,
}

impl Server {
    /// How many of a batch are accepted, and the wait that the others are told.
    fn answer(&mut self, now_ms: u64, count: usize) -> (usize, u64) {
        self.tokens =
            (self.tokens + self.per_second * (now_ms - self.at_ms) as f64 / 1_000.0).min(self.capacity);
        self.at_ms = now_ms;
        let accepted = (self.tokens + 1e-9).floor().min(count as f64);
        self.tokens -= accepted;
        let wait_s = ((1.0 - self.tokens) / self.per_second).ceil().max(1.0);
        (accepted as usize, wait_s as u64 * 1_000)
    }
}

/// When it comes, when its batch left, how many were in it, how many of them accepted, and the wait for the others.
type Answer = Reverse<(u64, u64, usize, usize, u64)>;

/// Time until all are accepted, how often a request was refused, and the longest wait that was asked for.
fn run(per_second: f64, capacity: f64, requests: usize, round_trip_ms: u64) -> (u64, usize, u64) {
    let mut server = Server { per_second, capacity, tokens: capacity, at_ms: 0 };
    let mut pace = Pace::new(0, 320);
    let (mut now_ms, mut left, mut refused_in_all, mut longest_ms) = (0, requests, 0, 0);
    let mut answers: BinaryHeap<Answer> = BinaryHeap::new();
    while left > 0 || !answers.is_empty() {
        let mut next_ms = answers.peek().map(|Reverse((at_ms, ..))| *at_ms);
        if left > 0 {
            match pace.allowance(now_ms, 20) {
                Allowance::Now(count) => {
                    let count = count.min(left);
                    pace.sent(count, now_ms);
                    left -= count;
                    let (accepted, wait_ms) = server.answer(now_ms + round_trip_ms / 2, count);
                    answers.push(Reverse((now_ms + round_trip_ms, now_ms, count, accepted, wait_ms)));
                    continue;
                }
                Allowance::At(at_ms) => next_ms = Some(next_ms.map_or(at_ms, |next_ms| next_ms.min(at_ms))),
                Allowance::AfterAnAnswer => {}
            }
        }
        now_ms = now_ms.max(next_ms.unwrap());
        while let Some(Reverse((at_ms, sent_ms, count, accepted, wait_ms))) = answers.peek().copied() {
            if at_ms > now_ms {
                break;
            }
            answers.pop();
            pace.ended(sent_ms, count, accepted);
            if accepted < count {
                pace.throttled(sent_ms, now_ms, wait_ms);
                longest_ms = longest_ms.max(wait_ms);
                refused_in_all += count - accepted;
                left += count - accepted;
            }
        }
    }
    (now_ms, refused_in_all, longest_ms)
}

/// The longest that a run may take: nearly all of the limit is used; one wait is free, and so are the round trips of the start.
fn bound_ms(per_second: f64, requests: usize, wait_ms: u64, round_trip_ms: u64) -> f64 {
    1_050.0 * requests as f64 / per_second + wait_ms.max(1_000) as f64 + 10.0 * round_trip_ms as f64
}

/// A bucket of one second, as "so many a second" is mostly meant.
#[test]
fn a_steady_limit_is_nearly_used_up_and_seldom_exceeded() {
    let mut problems = Vec::new();
    for per_second in [1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 30.0, 50.0, 100.0, 200.0, 300.0, 400.0, 500.0] {
        for requests in [100, 300, 1_000, 5_000, 20_000] {
            for round_trip_ms in [20, 40, 80] {
                let (time_ms, refused, wait_ms) = run(per_second, per_second, requests, round_trip_ms);
                let share = time_ms as f64 / bound_ms(per_second, requests, wait_ms, round_trip_ms);
                let long_run = time_ms > 60_000 && requests >= 1_000;
                if share > 1.0 || (long_run && refused * 50 > requests) {
                    problems.push(format!("{per_second}/s, {requests}, {round_trip_ms} ms: {share:.3} of the bound, {refused} refused"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Smaller and larger buckets: learning takes longer, but never more than half as long again, and one in twenty is refused at most.
#[test]
fn other_buckets_are_learned_too() {
    let mut problems = Vec::new();
    for per_second in [2.0, 10.0, 30.0, 100.0, 500.0] {
        for seconds_of_burst in [0.2, 0.5, 5.0, 10.0] {
            for requests in [1_000, 20_000] {
                let capacity = f64::max(per_second * seconds_of_burst, 1.0);
                let (time_ms, refused, wait_ms) = run(per_second, capacity, requests, 80);
                let share = time_ms as f64 / bound_ms(per_second, requests, wait_ms, 80);
                let long_run = time_ms > 60_000;
                if share > 1.5 || (long_run && refused * 20 > requests) {
                    problems.push(format!(
                        "{per_second}/s, {capacity}, {requests}: {share:.3} of the bound, {refused} refused"
                    ));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn nothing_leaves_while_everything_waits() {
    let mut pace = Pace::new(0, 320);
    pace.sent(2, 0);
    pace.ended(0, 2, 1);
    pace.throttled(0, 100, 7_000);
    assert_eq!(pace.allowance(101, 20), Allowance::At(7_100));
    assert_eq!(pace.paused_for_ms(101), Some(6_999));
    pace.throttled(0, 200, 9_000);
    assert_eq!(pace.allowance(9_199, 20), Allowance::At(9_200));
    assert!(matches!(pace.allowance(9_200, 20), Allowance::Now(1..=20)));
}
