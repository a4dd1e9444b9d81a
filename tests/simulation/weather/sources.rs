//! Sources that rest, trickle and burst: what follows is no faster than what was before, and no slower.

use super::Weather;
use super::measured::{answers, most_in_a_second};
use crate::bulk::run::{Run, run_scenario};
use crate::desk::SourcePlan;
use crate::log::What;
use crate::random::Random;
use crate::scenario::Scenario;
use crate::seeds::each;

fn run(weather: &Weather, plan: impl FnOnce(&mut SourcePlan)) -> Run {
    let mut scenario: Scenario = weather.scenario();
    plan(&mut scenario.source);
    run_scenario(Random::new(1), scenario, u64::MAX)
}

/// When the request with this index was read.
fn read_at_ms(run: &Run, index: usize) -> u64 {
    let is_it = |what: &What| matches!(what, What::Read(read) if *read == index);
    run.world.log.iter().find(|entry| is_it(&entry.what)).map_or(u64::MAX, |entry| entry.at_ms)
}

/// In the time from `from_ms` on no more is asked for than 1.3 times the limit in any second, and nearly the limit is made.
fn goes_on_as_before(run: &Run, per_second: u64, from_ms: u64, what: &str) -> Vec<String> {
    let after = answers(run).filter(|(at_ms, ..)| *at_ms > from_ms);
    let (accepted, refused) =
        after.fold((0, 0), |sum, (_, accepted, refused)| (sum.0 + accepted, sum.1 + refused));
    let most = most_in_a_second(run, from_ms..u64::MAX);
    let bound_ms = from_ms + accepted * 1_150 / per_second + 12_000;
    let mut wrong = Vec::new();
    let mut promise = |kept: bool, how: String| {
        if !kept {
            wrong.push(format!("{what}, {per_second} a second: {how}"));
        }
    };
    promise(accepted >= per_second * 59, format!("only {accepted} are left"));
    promise(refused * 50 <= accepted, format!("{refused} of {accepted} refused"));
    promise(run.ended_ms <= bound_ms, format!("{} ms, not {bound_ms}", run.ended_ms));
    // A second begins with a batch, whose first request is beside the rate.
    promise(most <= per_second * 13 / 10 + 1, format!("{most} sent in one"));
    wrong
}

#[test]
fn a_rest_is_not_followed_by_a_burst() {
    let cases: Vec<(u64, u64, u64)> = [5, 30, 100]
        .into_iter()
        .flat_map(|per_second| [1, 5, 10].map(|wait_s| (per_second, wait_s)))
        .flat_map(|(per_second, wait_s)| {
            [5_000, 60_000, 300_000].map(|rest_ms| (per_second, wait_s, rest_ms))
        })
        .collect();
    let wrong = each(cases.len(), |number| {
        let (per_second, wait_s, rest_ms) = cases[number];
        let weather = Weather::steady(per_second as f64).retry_after(wait_s).count(per_second * 120);
        let rests_at = (per_second * 60) as usize;
        let run = run(&weather, |source| source.rests = Some((rests_at, rest_ms)));
        let from_ms = read_at_ms(&run, rests_at);
        goes_on_as_before(&run, per_second, from_ms, &format!("{rest_ms} ms of rest, Retry-After {wait_s} s"))
    })
    .concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What was not used proves nothing: no more is refused than after a start in a hurry.
#[test]
fn a_trickle_at_the_start_is_not_followed_by_a_burst() {
    let weather = Weather::steady(30.0).count(1_000);
    let refused = |run: &Run| answers(run).map(|(_, _, refused)| refused).sum::<u64>();
    let in_a_hurry = run(&weather, |_| ());
    let after_a_trickle = run(&weather, |source| (source.slowest_ms, source.slow) = (600, Some((0, 300))));
    let (most, seen) = (refused(&in_a_hurry) * 3 / 2, refused(&after_a_trickle));
    assert!(seen <= most, "{seen} refused, not {most}");
}

/// A minute in a hurry, ten at half the limit or less, and another in a hurry.
#[test]
fn a_trickle_is_not_followed_by_a_burst() {
    let cases = [(5, 800), (5, 4_000), (30, 132), (30, 660), (100, 40), (100, 200)];
    let wrong = each(cases.len(), |number| {
        let (per_second, slowest_ms) = cases[number];
        let (minute, trickle) = (per_second * 60, 600_000 / (slowest_ms / 2));
        let weather = Weather::steady(per_second as f64).count(minute * 2 + trickle);
        let slow = (minute as usize, (minute + trickle) as usize);
        let run = run(&weather, |source| (source.slowest_ms, source.slow) = (slowest_ms, Some(slow)));
        goes_on_as_before(&run, per_second, read_at_ms(&run, slow.1), "a trickle")
    })
    .concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
