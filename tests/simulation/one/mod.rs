//! One chat: it is created, and its operation waited for, whatever Graph, network, provider and caller do.
//!
//! `cargo test` runs 100,000 seeds. `npm run simulate` runs more of them, and shows one in full.

mod bodies;
mod coverage;
pub(crate) mod creation;
mod draft;
mod graph;
mod headers;
mod invariants;
mod judge;
pub(crate) mod locations;
mod polls;
mod replies;
mod run;
pub(crate) mod scenario;
mod secrets;
mod story;
mod waiting;
mod world;

use run::Run;

use crate::counts::Counts;
use crate::seeds::Simulation;

/// Everything that is wrong with a run.
fn problems(run: &Run, counts: &mut Counts) -> Vec<String> {
    let mut problems = invariants::broken(run);
    problems.extend(run.calls.iter().filter_map(|call| judge::judge(run, call).err()));
    coverage::add(counts, run);
    problems
}

fn trace(run: &Run) -> String {
    let scenario = &run.scenario;
    let mut trace = format!(
        "{:?}\n{:?}\n{:?}\n{:?}\n{}\nabort: {:?}, provider: {}\n",
        scenario.plan,
        scenario.options,
        scenario.call,
        scenario.wait,
        scenario.body,
        scenario.abort,
        scenario.can_answer_claims
    );
    for entry in &run.log {
        trace.push_str(&format!("{entry}\n"));
    }
    trace
}

const SIMULATION: Simulation<Run, Counts> = Simulation {
    seeds: 100_000,
    seeds_that_reach_all: 20_000,
    replay: "npm run simulate -- --seed",
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
    SIMULATION.runs_the_same_way_each_time(200);
}
