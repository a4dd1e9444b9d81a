//! Several clients on one limit, as when the command runs twice: they use most of it, and each gets its share.

use super::Weather;
use super::measured::answers;
use super::server::{Kind, RetryAfter};
use crate::bulk::run::run_several;
use crate::random::Random;
use crate::seeds::each;

/// How long they are watched from the time at which all are there, the first tenth aside.
const WATCHED_MS: u64 = 600_000;

struct Case {
    name: &'static str,
    weather: Weather,
    /// When each comes, and its round trip.
    clients: Vec<(u64, u64)>,
}

fn cases() -> Vec<Case> {
    let at_once = |count: usize| vec![(0, 120); count];
    let steady = || Weather::steady(30.0);
    let case = |name, weather, clients| Case { name, weather, clients };
    vec![
        case("two at once", steady(), at_once(2)),
        case("two at once, Retry-After 1 s", steady().retry_after(1), at_once(2)),
        case("two at once, Retry-After 10 s", steady().retry_after(10), at_once(2)),
        case("two at once, Retry-After 60 s", steady().retry_after(60), at_once(2)),
        case("the second a minute later", steady(), vec![(0, 120), (60_000, 120)]),
        case("the second after 300 s", steady().retry_after(10), vec![(0, 120), (300_000, 120)]),
        case("one near, one far", steady(), vec![(0, 50), (0, 800)]),
        case("three, each a minute later", steady(), vec![(0, 120), (60_000, 120), (120_000, 120)]),
        case("five at once", steady(), at_once(5)),
        case("five at once, 100 a second", Weather::steady(100.0), at_once(5)),
        case("two at once, 5 a second", Weather::steady(5.0), at_once(2)),
        case(
            "two at once, windows of 10 s",
            steady().kind(Kind::Fixed(10, 0)).with(|plan| plan.retry_after = RetryAfter::Exact),
            at_once(2),
        ),
    ]
}

/// How much of the limit they use, and Jain's index of what each gets: 1 where all get the same.
fn shares(case: &Case, seed: u64) -> (f64, f64) {
    let from_ms = case.clients.iter().map(|(start_ms, _)| *start_ms).max().unwrap_or(0);
    let (first_ms, end_ms) = (from_ms + WATCHED_MS / 10, from_ms + WATCHED_MS);
    let allowed = case.weather.plan.as_ref().map_or(0.0, |plan| plan.limit.between(first_ms, end_ms));
    let client = |(number, (start_ms, round_trip_ms)): (usize, &(u64, u64))| {
        let weather = case.weather.clone().count((allowed * 2.0) as u64).network(*round_trip_ms, 10);
        let mut scenario = weather.scenario();
        scenario.source.knows_total = false;
        scenario.source.rests = Some((0, *start_ms));
        (Random::new(seed * 10 + number as u64), scenario)
    };
    let runs = run_several(case.clients.iter().enumerate().map(client).collect(), end_ms);
    let got = |run| {
        let watched = answers(run).filter(|(at_ms, ..)| (first_ms..end_ms).contains(at_ms));
        watched.map(|(_, accepted, _)| accepted as f64).sum::<f64>()
    };
    let got: Vec<f64> = runs.iter().map(got).collect();
    let (sum, squares): (f64, f64) = (got.iter().sum(), got.iter().map(|got| got * got).sum());
    (sum / allowed, sum * sum / (got.len() as f64 * squares))
}

#[test]
fn several_clients_share_a_limit() {
    const SEEDS: usize = 6;
    let cases = cases();
    let shares = each(cases.len() * SEEDS, |number| shares(&cases[number / SEEDS], (number % SEEDS) as u64));
    let mut wrong = Vec::new();
    for (case, shares) in cases.iter().zip(shares.chunks(SEEDS)) {
        let used = shares.iter().map(|(used, _)| used).sum::<f64>() / SEEDS as f64;
        let fair = shares.iter().map(|(_, fair)| fair).sum::<f64>() / SEEDS as f64;
        println!("{used:.2} used, Jain {fair:.2}: {}", case.name);
        if used < 0.75 || fair < 0.9 {
            wrong.push(format!("{}: {used:.2} of the limit used, Jain's index is {fair:.2}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
