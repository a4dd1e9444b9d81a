//! Sources that rest, or are slower than the limit for a while, and then give what they have all at once.

use fastrand::Rng;

use super::{Case, Outcome, run_source};

/// What follows the time of little use, and how long that lasts.
const THEN_S: u64 = 60;

/// One request after another leaves at this time, milliseconds; then all the others.
fn run_slow(per_second: f64, slow: &[u64], resumes_ms: u64) -> Outcome {
    let requests = slow.len() + per_second as usize * THEN_S as usize;
    run_source(Case::new(per_second, requests, 80), &|index| slow.get(index).copied().unwrap_or(resumes_ms))
}

/// What is wrong with what leaves from then on, if the limit is known by then.
fn problem(what: &str, per_second: f64, resumes_ms: u64, outcome: &Outcome) -> Option<String> {
    let sent: Vec<_> = outcome.sent.iter().filter(|(at_ms, _)| *at_ms >= resumes_ms).collect();
    let within_a_second = |from_ms: u64| -> usize {
        let within = sent.iter().filter(|(at_ms, _)| (from_ms..from_ms + 1_000).contains(at_ms));
        within.map(|(_, count)| count).sum()
    };
    let most = sent.iter().map(|(at_ms, _)| within_a_second(*at_ms)).max().unwrap_or(0);
    // What is still being learned is close to the limit; one batch makes up for being late, and the second begins with one request.
    let allowed = per_second * 1.15 * 1.15 + 2.0;
    let refused: usize =
        outcome.answers.iter().filter(|(at_ms, ..)| *at_ms >= resumes_ms).map(|(.., refused)| refused).sum();
    let all: usize = sent.iter().map(|(_, count)| count).sum();
    let bound_ms = 1_050.0 * all as f64 / per_second + 1_000.0 + 800.0;
    let time_ms = (outcome.time_ms - resumes_ms) as f64;
    let is_right = most as f64 <= allowed && refused * 50 <= all && time_ms <= bound_ms;
    (!is_right).then(|| {
        format!("{what}, {per_second}/s: {most} in a second, {refused} of {all} refused, {time_ms} of {bound_ms} ms")
    })
}

/// When a source has a request, if it has all of the first minute's at once and then rests until it is well over.
fn a_minute(per_second: f64) -> (Vec<u64>, u64) {
    (vec![0; per_second as usize * 60], 70_000)
}

#[test]
fn what_follows_a_rest_leaves_as_before() {
    let mut problems = Vec::new();
    for per_second in [5.0, 30.0, 100.0] {
        for rest_ms in [5_000, 60_000, 300_000] {
            let (first, over_ms) = a_minute(per_second);
            let outcome = run_slow(per_second, &first, over_ms + rest_ms);
            problems.extend(problem(
                &format!("rest of {rest_ms} ms"),
                per_second,
                over_ms + rest_ms,
                &outcome,
            ));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Evenly, by chance, and in bursts: ten minutes at a share of the limit.
#[test]
fn what_follows_a_trickle_leaves_as_before_it() {
    let mut problems = Vec::new();
    for per_second in [5.0, 30.0, 100.0] {
        for share in [0.1, 0.5, 0.8, 0.95] {
            let gap_ms = 1_000.0 / (per_second * share);
            for seed in 0..8 {
                let mut random = Rng::with_seed(seed);
                let (mut times, from_ms) = a_minute(per_second);
                let mut at_ms = from_ms as f64;
                while at_ms < from_ms as f64 + 600_000.0 {
                    let at_once = if seed == 1 { 20 } else { 1 };
                    times.extend([at_ms as u64].repeat(at_once));
                    at_ms += match seed {
                        0 | 1 => gap_ms * at_once as f64,
                        _ => -random.f64().max(1e-9).ln() * gap_ms,
                    };
                }
                let resumes_ms = from_ms + 600_000;
                let outcome = run_slow(per_second, &times, resumes_ms);
                problems.extend(problem(&format!("{share} used, {seed}"), per_second, resumes_ms, &outcome));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Who has asked for little learns the limit when asking for more, without asking for much more than it.
#[test]
fn a_limit_that_was_not_reached_is_learned_after_a_trickle() {
    let mut problems = Vec::new();
    for per_second in [5.0, 30.0, 100.0] {
        for (name, gap_ms) in [("a trickle", 1_500.0 / per_second), ("one in two seconds", 2_000.0)] {
            let times: Vec<u64> =
                (0..(600_000.0 / gap_ms) as u64).map(|index| (index as f64 * gap_ms) as u64).collect();
            let outcome = run_slow(per_second, &times, 600_000);
            let refused: usize = outcome.answers.iter().map(|(.., refused)| refused).sum();
            let bound_ms = 1_050.0 * THEN_S as f64 + 1_000.0 + 800.0;
            let time_ms = (outcome.time_ms - 600_000) as f64;
            if time_ms > bound_ms * 1.02 || refused as f64 > per_second + 5.0 {
                problems.push(format!("{name}, {per_second}/s: {time_ms} ms, {refused} refused"));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Nothing rises while it is not used: after ten minutes of one request at a time, two are sent at once.
#[test]
fn the_number_under_way_rises_by_use() {
    let mut pace = super::Pace::new(0, 16, 20);
    for second in 0..600 {
        pace.sent(1, second * 1_000);
        pace.ended(1, 1, second * 1_000 + 80);
    }
    assert_eq!(pace.allowance(600_000, 20), super::Allowance::Now(2));
}
