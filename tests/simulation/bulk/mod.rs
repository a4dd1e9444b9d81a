//! The same for many chats: the loop that ships, over a source, a consumer, batches and a bucket, all driven by one seed.
//!
//! `cargo test` runs 20,000 seeds. `npm run simulate -- --bulk` runs more of them, and shows one in full.

mod coverage;
mod graph;
mod inner;
pub(crate) mod invariants;
mod judge;
mod many;
mod outer;
pub(crate) mod requests;
pub(crate) mod run;
pub(crate) mod scenario;
mod sizes;
pub(crate) mod story;

use run::Run;
use story::Story;

use crate::counts::Counts;
use crate::seeds::Simulation;

fn problems(run: &Run, counts: &mut Counts) -> Vec<String> {
    let story = Story::of(run);
    let problems = invariants::broken(run, &story);
    coverage::add(counts, run, &story);
    problems
}

fn trace(run: &Run) -> String {
    let mut trace = format!("{:#?}\n", run.scenario);
    for entry in &run.log {
        trace.push_str(&format!("{:>10} ms  {:?}\n", entry.at_ms, entry.what));
    }
    for (number, exchange) in run.exchanges.iter().enumerate() {
        trace.push_str(&format!(
            "exchange {number}: {:?} {} {:?}\n",
            exchange.items, exchange.status, exchange.facts
        ));
    }
    for outcome in &run.outcomes {
        trace.push_str(&format!("{outcome:?}\n"));
    }
    trace
}

const SIMULATION: Simulation<Run, Counts> = Simulation {
    seeds: 20_000,
    seeds_that_reach_all: 10_000,
    replay: "npm run simulate -- --bulk --seed",
    run: run::run,
    problems,
    missing: |counts| counts.missing(&coverage::WANTED),
    trace,
};

#[test]
fn every_seed_keeps_every_promise() {
    SIMULATION.keeps_every_promise();
}

#[test]
fn a_seed_runs_the_same_way_each_time() {
    SIMULATION.runs_the_same_way_each_time(50);
}
