//! The pace against a model of a throttling server: token bucket, whole seconds of Retry-After, a fixed round trip.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_arithmetic,
    reason = "a model of a server, in the numbers of a textbook"
)]

mod slow_sources;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Allowance, Pace};

/// What the server allows, and what is asked of it.
#[derive(Clone, Copy)]
struct Case {
    per_second: f64,
    /// From a time on, milliseconds, it allows so many a second instead.
    then: Option<(u64, f64)>,
    seconds_of_burst: f64,
    /// Someone else has emptied the bucket.
    starts_empty: bool,
    requests: usize,
    round_trip_ms: u64,
    /// How many batches may be under way.
    batches: usize,
}

impl Case {
    fn new(per_second: f64, requests: usize, round_trip_ms: u64) -> Self {
        Self {
            per_second,
            then: None,
            seconds_of_burst: 1.0,
            starts_empty: false,
            requests,
            round_trip_ms,
            batches: 16,
        }
    }

    /// The longest that a run may take: nearly all of the limit is used; one wait is free, and so are the round trips of the start.
    fn bound_ms(&self, wait_ms: u64) -> f64 {
        1_050.0 * self.requests as f64 / self.per_second
            + wait_ms.max(1_000) as f64
            + 10.0 * self.round_trip_ms as f64
    }
}

struct Server {
    case: Case,
    tokens: f64,
    at_ms: u64,
}

impl Server {
    /// How many of a batch are accepted, and the wait that the others are told.
    fn answer(&mut self, now_ms: u64, count: usize) -> (usize, u64) {
        let per_second = self.case.then.filter(|(at_ms, _)| *at_ms <= now_ms);
        let per_second = per_second.map_or(self.case.per_second, |(_, per_second)| per_second);
        let capacity = (per_second * self.case.seconds_of_burst).max(1.0);
        self.tokens = (self.tokens + per_second * (now_ms - self.at_ms) as f64 / 1_000.0).min(capacity);
        self.at_ms = now_ms;
        let accepted = (self.tokens + 1e-9).floor().min(count as f64);
        self.tokens -= accepted;
        let wait_s = ((1.0 - self.tokens) / per_second).ceil().max(1.0);
        (accepted as usize, wait_s as u64 * 1_000)
    }
}

/// When it comes, when its batch left, how many were in it, how many of them accepted, and the wait for the others.
type Answer = Reverse<(u64, u64, usize, usize, u64)>;

#[derive(Default)]
struct Outcome {
    time_ms: u64,
    refused: usize,
    longest_wait_ms: u64,
    /// When how many were accepted, and how many refused.
    answers: Vec<(u64, usize, usize)>,
    /// When how many left.
    sent: Vec<(u64, usize)>,
}

fn run(case: Case) -> Outcome {
    run_source(case, &|_| 0)
}

/// The source has the request with this index at a time.
fn run_source(case: Case, ready_ms: &dyn Fn(usize) -> u64) -> Outcome {
    let tokens = if case.starts_empty { 0.0 } else { (case.per_second * case.seconds_of_burst).max(1.0) };
    let mut server = Server { case, tokens, at_ms: 0 };
    let mut pace = Pace::new(0, case.batches, 20);
    let mut outcome = Outcome::default();
    let (mut now_ms, mut read, mut at_hand) = (0, 0, 0);
    let mut answers: BinaryHeap<Answer> = BinaryHeap::new();
    while read < case.requests || at_hand > 0 || !answers.is_empty() {
        let mut next_ms = answers.peek().map(|Reverse((at_ms, ..))| *at_ms);
        while read < case.requests && ready_ms(read) <= now_ms {
            read += 1;
            at_hand += 1;
        }
        if at_hand == 0 && read < case.requests {
            next_ms = Some(next_ms.map_or(ready_ms(read), |next_ms| next_ms.min(ready_ms(read))));
        }
        if at_hand > 0 && answers.len() < case.batches {
            match pace.allowance(now_ms, 20) {
                Allowance::Now(count) => {
                    let count = count.min(at_hand);
                    at_hand -= count;
                    outcome.sent.push((now_ms, count));
                    pace.sent(count, now_ms);
                    let (accepted, wait_ms) = server.answer(now_ms + case.round_trip_ms / 2, count);
                    answers.push(Reverse((now_ms + case.round_trip_ms, now_ms, count, accepted, wait_ms)));
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
            pace.ended(count, accepted, now_ms);
            outcome.answers.push((now_ms, accepted, count - accepted));
            if accepted < count {
                pace.throttled(sent_ms, now_ms, wait_ms);
                outcome.longest_wait_ms = outcome.longest_wait_ms.max(wait_ms);
                outcome.refused += count - accepted;
                at_hand += count - accepted;
            }
        }
    }
    outcome.time_ms = now_ms;
    outcome
}

/// A bucket of one second, as "so many a second" is mostly meant.
#[test]
fn a_steady_limit_is_nearly_used_up_and_seldom_exceeded() {
    let mut problems = Vec::new();
    for per_second in [1.0, 1.2, 2.0, 3.0, 5.0, 10.0, 13.0, 20.0, 30.0, 50.0, 100.0, 200.0, 300.0, 500.0] {
        for requests in [100, 160, 300, 1_000, 1_500, 5_000, 20_000] {
            for round_trip_ms in [20, 40, 80] {
                let case = Case::new(per_second, requests, round_trip_ms);
                let outcome = run(case);
                let share = outcome.time_ms as f64 / case.bound_ms(outcome.longest_wait_ms);
                let long_run = outcome.time_ms > 60_000 && requests >= 1_000;
                if share > 1.0 || (long_run && outcome.refused * 50 > requests) {
                    let refused = outcome.refused;
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
                let case = Case { seconds_of_burst, ..Case::new(per_second, requests, 80) };
                let outcome = run(case);
                let share = outcome.time_ms as f64 / case.bound_ms(outcome.longest_wait_ms);
                let long_run = outcome.time_ms > 60_000;
                if share > 1.5 || (long_run && outcome.refused * 20 > requests) {
                    let refused = outcome.refused;
                    problems.push(format!("{per_second}/s, {seconds_of_burst} s, {requests}: {share:.3} of the bound, {refused} refused"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// A lowered limit is followed within half a minute, a raised one within three.
#[test]
fn a_limit_that_moves_is_followed() {
    let mut problems = Vec::new();
    for (before, after) in
        [(10.0, 100.0), (100.0, 10.0), (300.0, 30.0), (5.0, 50.0), (50.0, 5.0), (30.0, 60.0)]
    {
        for at_ms in [60_000, 600_000] {
            let requests = (before * at_ms as f64 / 1_000.0 + after * 600.0) as usize;
            let case = Case { then: Some((at_ms, after)), ..Case::new(before, requests, 80) };
            let settled_ms = at_ms + if after > before { 180_000 } else { 30_000 };
            let answers = run(case).answers;
            let settled = answers.iter().filter(|(at, ..)| (settled_ms..settled_ms + 120_000).contains(at));
            let (accepted, refused) =
                settled.fold((0, 0), |(all, none), (_, accepted, refused)| (all + accepted, none + refused));
            let used = accepted as f64 / 120.0 / after;
            if used < 0.95 || refused * 50 > accepted {
                problems.push(format!("{before}/s, then {after}/s at {at_ms} ms: {used:.3} used, {refused} of {accepted} refused"));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// A first batch that is refused whole says that Graph is busy, and nothing of what it allows.
#[test]
fn an_empty_bucket_at_the_start_is_soon_forgotten() {
    let mut problems = Vec::new();
    for per_second in [1.0, 5.0, 30.0, 100.0, 500.0] {
        let case = Case { starts_empty: true, ..Case::new(per_second, 3_000, 80) };
        let outcome = run(case);
        let share = outcome.time_ms as f64 / (case.bound_ms(outcome.longest_wait_ms) + 15_000.0);
        if share > 1.0 || outcome.refused * 15 > case.requests {
            problems.push(format!("{per_second}/s: {share:.3} of the bound, {} refused", outcome.refused));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Where Graph answers late and few batches may be under way, these are fuller: what can leave at all takes at most twice as long.
#[test]
fn few_batches_at_once_are_full_ones() {
    let mut problems = Vec::new();
    for per_second in [5.0, 30.0, 100.0, 500.0] {
        for batches in [1, 2, 4, 16] {
            for (round_trip_ms, longest) in [(300, 1.1), (1_000, 1.6), (3_000, 2.0)] {
                let requests = per_second as usize * 200;
                let case = Case { batches, ..Case::new(per_second, requests, round_trip_ms) };
                let outcome = run(case);
                let trips = requests as f64 / per_second.min(20.0) / batches as f64;
                let fair_ms = case.bound_ms(outcome.longest_wait_ms).max(trips * round_trip_ms as f64);
                let share = outcome.time_ms as f64 / fair_ms;
                if share > longest || outcome.refused * 15 > requests {
                    let refused = outcome.refused;
                    problems.push(format!("{per_second}/s, {batches} of {round_trip_ms} ms: {share:.3} of what can be, {refused} refused"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn nothing_leaves_while_everything_waits() {
    let mut pace = Pace::new(0, 16, 20);
    pace.sent(2, 0);
    pace.ended(2, 1, 100);
    pace.throttled(0, 100, 7_000);
    assert_eq!(pace.allowance(101, 20), Allowance::At(7_100));
    assert_eq!(pace.paused_for_ms(101), Some(6_999));
    pace.throttled(0, 200, 9_000);
    assert_eq!(pace.allowance(9_199, 20), Allowance::At(9_200));
    assert!(matches!(pace.allowance(9_200, 20), Allowance::Now(1..=20)));
}

#[test]
fn no_number_is_too_large() {
    let mut pace = Pace::new(0, 1, usize::MAX);
    for _ in 0..40 {
        pace.sent(usize::MAX, u64::MAX);
        pace.ended(usize::MAX, usize::MAX, u64::MAX);
        pace.throttled(u64::MAX, u64::MAX, u64::MAX);
        pace.throttled(0, 0, 0);
        let _ = pace.allowance(u64::MAX, 20);
    }
    assert_eq!(pace.paused_for_ms(u64::MAX), None);
}
