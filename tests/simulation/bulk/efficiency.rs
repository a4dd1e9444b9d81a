//! How fast the loop is against a server with a limit, as time passes there.

use super::graph::Graph;
use super::run::{Run, run_scenario};
use super::scenario::{Limit, Scenario};
use crate::random::Random;
use crate::seeds::run_seeds;

/// When answers came: the time, and how many requests each accepted and refused.
fn answers(run: &Run) -> impl Iterator<Item = (u64, u64, u64)> {
    run.exchanges.iter().filter_map(|exchange| {
        let (at_ms, _) = exchange.answered_ms?;
        let refused = exchange.labels.iter().filter(|label| **label == "429").count() as u64;
        Some((at_ms, exchange.labels.len() as u64 - refused, refused))
    })
}

fn steady(count: u64, limit: Limit, round_trip_ms: u64) -> Run {
    let run = run_scenario(Random::new(count), Scenario::steady(count, Some(limit), round_trip_ms));
    assert!(matches!(run.result, Ok(Ok(()))), "{count} requests at {limit:?} do not end well");
    run
}

/// A number from `first` to `last`, in each octave as likely as in any other.
fn of_any_size(random: &mut Random, first: u64, last: u64) -> u64 {
    let octaves = u64::from((last / first).ilog2()) + 1;
    let low = first << random.below(octaves);
    random.between(low, last.min(low * 2))
}

/// N requests take 1.05 N / R seconds at most, one wait of a second and ten round trips; in long runs one in fifty is refused.
#[test]
fn a_limit_is_nearly_used_up_and_seldom_exceeded() {
    let check = |seed: u64, (): &mut ()| {
        let mut random = Random::new(seed);
        let per_second = of_any_size(&mut random, 1, 500);
        let count = of_any_size(&mut random, 100, 20_000);
        let round_trip_ms = random.one_of(&[20, 40, 80]);
        let run = steady(count, Limit { per_second, capacity: per_second, then: None }, round_trip_ms);
        let bound_ms = count * 1_050 / per_second + 1_000 + 10 * round_trip_ms;
        let refused: u64 = answers(&run).map(|(_, _, refused)| refused).sum();
        let what = format!("{count} at {per_second} a second, {round_trip_ms} ms");
        let mut problems = Vec::new();
        if run.ended_ms > bound_ms {
            problems.push(format!("{what}: {} ms, not {bound_ms}", run.ended_ms));
        }
        if run.ended_ms > 60_000 && count >= 1_000 && refused * 50 > count {
            problems.push(format!("{what}: {refused} refused"));
        }
        let created = run.outcomes.iter().filter(|outcome| outcome.result.is_ok()).count() as u64;
        if created != count || made_once(&run.graph) != count {
            problems.push(format!("{what}: only {created} created"));
        }
        problems
    };
    let (_, failed) = run_seeds(0, 120, check);
    assert!(failed.is_none(), "{failed:?}");
}

fn made_once(graph: &Graph) -> u64 {
    graph.made.values().filter(|ids| ids.len() == 1).count() as u64
}

/// A lowered limit is followed within half a minute, a raised one within three.
#[test]
fn a_limit_that_moves_is_followed() {
    for (before, after) in [(10, 100), (100, 10), (30, 60), (60, 30)] {
        let from_ms = 90_000;
        let count = before * from_ms / 1_000 + after * 360;
        let limit = Limit { per_second: before, capacity: before, then: Some((from_ms, after)) };
        let run = steady(count, limit, 80);
        let settled_ms = from_ms + if after > before { 180_000 } else { 30_000 };
        let settled = settled_ms..settled_ms + 120_000;
        let (accepted, refused) = answers(&run)
            .filter(|(at_ms, ..)| settled.contains(at_ms))
            .fold((0, 0), |sum, (_, accepted, refused)| (sum.0 + accepted, sum.1 + refused));
        assert!(accepted * 100 > after * 120 * 95, "{before} to {after}: only {accepted} in two minutes");
        assert!(refused * 50 <= accepted, "{before} to {after}: {refused} refused, {accepted} accepted");
    }
}
