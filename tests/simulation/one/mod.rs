//! One chat: it is created, and its operation waited for, whatever Graph, network, provider and caller do.
//!
//! `cargo test` runs 100,000 seeds. `npm run simulate` runs more of them, and shows one in full.

mod coverage;
pub(crate) mod creation;
mod invariants;
mod judge;
mod run;
mod story;
mod waiting;

use run::Run;

use crate::counts::{Counts, SHARED};
use crate::seeds::Simulation;

/// Everything that is wrong with a run.
fn problems(run: &Run, counts: &mut Counts) -> Vec<String> {
    let mut problems = invariants::broken(run);
    problems.extend(run.calls.iter().filter_map(|call| judge::judge(run, call).err()));
    coverage::add(counts, run);
    problems
}

const SIMULATION: Simulation<Run, Counts> = Simulation {
    seeds: 100_000,
    seeds_that_reach_all: 20_000,
    replay: "npm run simulate -- --seed",
    make: run::run,
    problems,
    missing: |counts| counts.missing(&[SHARED, coverage::WANTED]),
    trace: |run| run.world.trace(),
};

#[test]
fn every_seed_keeps_every_promise() {
    SIMULATION.keeps_every_promise();
}
