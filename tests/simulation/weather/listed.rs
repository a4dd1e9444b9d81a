//! The weathers that are listed, each with its bounds.

use super::faults::{Strike, When};
use super::measured::Measured;
use super::server::{Kind, Limit, Plan, RetryAfter};
use super::{Weather, broken};
use crate::seeds::each;

struct Bounds {
    ratio: f64,
    refused_percent: f64,
    /// 0 where the weather does not settle.
    recovered_s: f64,
}

fn bounds(ratio: f64, refused_percent: f64, recovered_s: u16) -> Bounds {
    Bounds { ratio, refused_percent, recovered_s: f64::from(recovered_s) }
}

fn exact(plan: &mut Plan) {
    plan.retry_after = RetryAfter::Exact;
}

fn uncounted(plan: &mut Plan) {
    plan.counts_refused = false;
}

/// 30 and 10 a second, by turns.
fn turns(each_ms: u64, count: u64) -> Weather {
    let limit = Limit { steps: vec![(0, 30.0), (each_ms, 10.0)], period_ms: 2 * each_ms };
    Weather::of(limit).count(count)
}

fn three_early() -> Weather {
    let weather = Weather::unlimited().fault(When::Batches(vec![3, 4, 5]), Strike::Whole(429, 1));
    Weather { blocked_ms: vec![(240, 3_240)], ..weather }
}

fn refusals_early() -> Weather {
    let refused = When::Batches(vec![6, 8, 15, 17, 24, 26]);
    let weather = Weather::steady(30.0).fault(refused, Strike::Whole(429, 1));
    Weather { blocked_ms: vec![(300, 6_300)], ..weather }
}

fn faults_early() -> Weather {
    let unclear = When::Batches(vec![2, 4, 11, 13, 20, 22]);
    let refused = When::Batches(vec![6, 8, 15, 17, 24, 26]);
    let weather = Weather::unlimited().fault(unclear, Strike::Unclear).fault(refused, Strike::Whole(429, 1));
    Weather { blocked_ms: vec![(200, 6_200)], ..weather.count(3_000) }
}

/// What the bounds are of is in the documentation of `src/client/pace`.
#[rustfmt::skip]
fn listed() -> Vec<(&'static str, Weather, Bounds)> {
    vec![
        ("steady, Retry-After 5 s", Weather::steady(30.0), bounds(1.12, 2.0, 0)),
        ("steady, Retry-After 10 s", Weather::steady(30.0).retry_after(10), bounds(1.18, 2.0, 0)),
        ("steady, Retry-After 1 s", Weather::steady(30.0).retry_after(1), bounds(1.12, 2.0, 0)),
        ("steady, Retry-After 0", Weather::steady(30.0).retry_after(0), bounds(1.1, 2.0, 0)),
        ("steady, no Retry-After", Weather::steady(30.0).with(|plan| plan.retry_after = RetryAfter::Absent), bounds(1.15, 4.0, 0)),
        ("steady, exact Retry-After", Weather::steady(30.0).with(exact), bounds(1.12, 2.0, 0)),
        ("steady, Retry-After 30 s", Weather::steady(30.0).retry_after(30), bounds(1.45, 2.0, 0)),
        ("steady, Retry-After 60 s", Weather::steady(30.0).retry_after(60), bounds(1.7, 2.0, 0)),
        ("steady, ten times as many", Weather::steady(30.0).count(30_000), bounds(1.12, 2.0, 0)),
        ("steady, ten times as many, Retry-After 10 s", Weather::steady(30.0).count(30_000).retry_after(10), bounds(1.12, 2.0, 0)),
        ("steady, 20 ms there and back", Weather::steady(30.0).network(20, 10), bounds(1.12, 2.0, 0)),
        ("steady, 400 ms there and back", Weather::steady(30.0).network(400, 10), bounds(1.12, 2.0, 0)),
        ("steady, 1,500 ms there and back, half of it jitter", Weather::steady(30.0).network(1_500, 50), bounds(1.3, 2.0, 0)),
        ("steady, timers up to 100 ms late", Weather { timers_late_ms: 100, ..Weather::steady(30.0) }, bounds(1.15, 2.0, 0)),
        ("0.5 a second", Weather::steady(0.5).count(150), bounds(1.25, 10.0, 0)),
        ("1 a second", Weather::steady(1.0).count(300), bounds(1.25, 5.0, 0)),
        ("2 a second", Weather::steady(2.0).count(500), bounds(1.25, 4.0, 0)),
        ("5 a second", Weather::steady(5.0).count(1_000), bounds(1.2, 2.0, 0)),
        ("10 a second", Weather::steady(10.0).count(2_000), bounds(1.2, 2.0, 0)),
        ("100 a second", Weather::steady(100.0).count(10_000), bounds(1.15, 2.0, 0)),
        ("300 a second", Weather::steady(300.0).count(20_000), bounds(1.15, 2.0, 0)),
        ("no limit", Weather::unlimited(), bounds(1.2, 0.0, 0)),
        ("no limit, 1,500 ms there and back", Weather::unlimited().network(1_500, 10), bounds(1.2, 0.0, 0)),
        ("no limit, batches 3 to 5 answered 429", three_early(), bounds(1.4, 0.0, 0)),
        ("no limit, eight of the first 27 batches 429 or 504", faults_early(), bounds(1.2, 0.0, 0)),
        ("a bucket of 0.2 s", Weather::steady(30.0).kind(Kind::Bucket(0.2)), bounds(1.6, 2.0, 0)),
        ("a bucket of 10 s", Weather::steady(30.0).kind(Kind::Bucket(10.0)), bounds(1.15, 8.0, 0)),
        ("a bucket of 0.2 s, 10 a second", Weather::steady(10.0).kind(Kind::Bucket(0.2)).count(2_000), bounds(1.5, 2.0, 0)),
        ("a bucket of 3 s, Retry-After 10 s", Weather::steady(30.0).kind(Kind::Bucket(3.0)).retry_after(10), bounds(1.55, 3.0, 0)),
        ("windows of 1 s", Weather::steady(30.0).kind(Kind::Fixed(1, 0)), bounds(1.45, 2.0, 0)),
        ("windows of 10 s, exact", Weather::steady(30.0).kind(Kind::Fixed(10, 3_000)).with(exact), bounds(1.15, 8.0, 0)),
        ("windows of 10 s", Weather::steady(30.0).kind(Kind::Fixed(10, 3_000)), bounds(1.15, 9.0, 0)),
        ("windows of 30 s, exact", Weather::steady(30.0).kind(Kind::Fixed(30, 10_000)).with(exact), bounds(1.0, 14.0, 0)),
        ("windows of 30 s, Retry-After 10 s", Weather::steady(30.0).kind(Kind::Fixed(30, 10_000)).retry_after(10), bounds(1.0, 17.0, 0)),
        ("a sliding window of 1 s", Weather::steady(30.0).kind(Kind::Sliding(1)).with(uncounted), bounds(1.45, 2.0, 0)),
        ("a sliding window of 10 s, exact", Weather::steady(30.0).kind(Kind::Sliding(10)).with(exact).with(uncounted), bounds(1.2, 8.0, 0)),
        ("a sliding window of 10 s", Weather::steady(30.0).kind(Kind::Sliding(10)), bounds(1.4, 9.0, 0)),
        ("a sliding window of 30 s, Retry-After 10 s", Weather::steady(30.0).kind(Kind::Sliding(30)).retry_after(10).with(uncounted), bounds(1.1, 17.0, 0)),
        ("a sliding window of 60 s, exact", Weather::steady(30.0).kind(Kind::Sliding(60)).count(9_000).with(exact).with(uncounted), bounds(1.0, 7.0, 0)),
        ("a sliding window of 60 s, Retry-After 10 s", Weather::steady(30.0).kind(Kind::Sliding(60)).count(9_000).retry_after(10), bounds(1.35, 8.0, 0)),
        ("an empty bucket at the start", Weather::steady(30.0).with(|plan| plan.starts_empty = true), bounds(1.2, 2.0, 0)),
        ("six of the first 27 batches 429", refusals_early(), bounds(1.2, 2.0, 0)),
        ("an outage of 10 s", Weather::steady(30.0).outage(20_000, 10_000, 10), bounds(1.1, 2.0, 5)),
        ("an outage of 60 s", Weather::steady(30.0).outage(20_000, 60_000, 10), bounds(1.1, 2.0, 5)),
        ("an outage of 300 s", Weather::steady(30.0).outage(20_000, 300_000, 30), bounds(1.1, 2.0, 5)),
        ("an outage of 60 s, Retry-After 1 s", Weather::steady(30.0).count(6_000).retry_after(1).outage(20_000, 60_000, 1), bounds(1.1, 2.0, 8)),
        ("an outage at the start", Weather::steady(30.0).outage(0, 60_000, 10), bounds(1.1, 2.0, 15)),
        ("two outages", Weather::steady(30.0).count(6_000).outage(20_000, 20_000, 10).outage(100_000, 60_000, 10), bounds(1.1, 2.0, 5)),
        ("2 a second for 60 s, then 30", Weather::moving(&[(0, 2.0), (60_000, 30.0)]), bounds(1.5, 2.0, 90)),
        ("30 a second, but 2 from 30 to 60 s", Weather::moving(&[(0, 30.0), (30_000, 2.0), (60_000, 30.0)]), bounds(1.35, 2.0, 45)),
        ("30 a second, then 10 at 60 s", Weather::moving(&[(0, 30.0), (60_000, 10.0)]), bounds(1.3, 2.0, 25)),
        ("30 a second, but 10 from 60 to 360 s", Weather::moving(&[(0, 30.0), (60_000, 10.0), (360_000, 30.0)]).count(12_000), bounds(1.3, 2.0, 240)),
        ("10 a second, then 100 at 60 s", Weather::moving(&[(0, 10.0), (60_000, 100.0)]).count(20_000), bounds(1.35, 2.0, 90)),
        ("10 a second, then 100 at 600 s", Weather::moving(&[(0, 10.0), (600_000, 100.0)]).count(30_000), bounds(1.15, 2.0, 90)),
        ("30 a second, then 40 at 300 s", Weather::moving(&[(0, 30.0), (300_000, 40.0)]).count(30_000), bounds(1.2, 2.0, 300)),
        ("30 and 10 by turns of 20 s", turns(20_000, 3_000), bounds(2.4, 3.0, 0)),
        ("30 and 10 by turns of 120 s", turns(120_000, 12_000), bounds(1.5, 2.0, 0)),
        ("5 % of all batches 429 with 1 s", Weather::steady(30.0).whole_by_chance(50, 429, 1), bounds(1.45, 2.0, 0)),
        ("5 % of all batches 429 with 10 s", Weather::steady(30.0).whole_by_chance(50, 429, 10), bounds(1.6, 2.0, 0)),
        ("1 % of all batches 503 with 5 s", Weather::steady(30.0).whole_by_chance(10, 503, 5), bounds(1.3, 2.0, 0)),
        ("no limit, 5 % of all batches 429", Weather::unlimited().whole_by_chance(50, 429, 1), bounds(1.45, 0.0, 0)),
        ("5 % of all batches 504", Weather::steady(30.0).fault(When::Chance(50), Strike::Unclear), bounds(1.12, 2.0, 0)),
        ("0.2 % of all requests 429", Weather::steady(30.0).fault(When::Chance(1_000), Strike::Inside(2, 5)), bounds(2.4, 3.0, 0)),
        ("a limit that refuses whole batches", Weather::steady(30.0).with(|plan| plan.refuses_whole = true), bounds(1.9, 0.0, 0)),
        ("plain requests", Weather { batch_size: 1, concurrency: 64, ..Weather::steady(30.0) }, bounds(1.12, 2.0, 0)),
        ("two batches at once, 1,000 ms there and back", Weather { concurrency: 2, ..Weather::steady(30.0).network(1_000, 10) }, bounds(1.3, 2.0, 0)),
    ]
}

#[test]
fn every_listed_weather_keeps_its_bounds() {
    let listed = listed();
    let seen = each(listed.len(), |number| {
        let (_, weather, _) = &listed[number];
        // What is left to chance is asked for more often.
        let by_chance = weather.faults.iter().any(|fault| matches!(fault.when, When::Chance(_)));
        let runs: Vec<_> = (1..=if by_chance { 8 } else { 1 }).map(|seed| weather.run(seed)).collect();
        let measured: Vec<_> = runs.iter().map(|run| Measured::of(weather, run)).collect();
        (Measured::mean(&measured), runs.iter().flat_map(broken).collect::<Vec<_>>())
    });
    let mut wrong = Vec::new();
    let mut table = String::from("time (bound), refused (bound) %, recovered (bound) s\n");
    for ((name, weather, bounds), (measured, broken)) in listed.iter().zip(&seen) {
        let (refused_percent, recovered_s) = (measured.refused * 100.0, measured.recovered_ms / 1_000.0);
        let row = format!(
            "{:.3} ({}) {refused_percent:.1} ({}) {recovered_s:.0} ({})  {name}",
            measured.ratio, bounds.ratio, bounds.refused_percent, bounds.recovered_s
        );
        let recovered = weather.settled_ms.is_none() || recovered_s <= bounds.recovered_s;
        if measured.ratio > bounds.ratio || refused_percent > bounds.refused_percent || !recovered {
            wrong.push(row.clone());
        }
        wrong.extend(broken.iter().map(|problem| format!("{name}: {problem}")));
        table.push_str(&format!("{row}\n"));
    }
    let all: Vec<_> =
        seen.iter().map(|(measured, _)| Measured { ratio: measured.ratio.max(1.0), ..*measured }).collect();
    let mean = Measured::mean(&all).ratio;
    println!("{table}{mean:.4} geometric mean of {}", all.len());
    assert!(wrong.is_empty(), "out of bounds:\n{}", wrong.join("\n"));
    assert!(mean <= 1.2, "the geometric mean is {mean:.3}");
}
