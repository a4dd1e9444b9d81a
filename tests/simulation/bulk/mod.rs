//! The same for many chats: the loop that ships, over a source, a consumer, batches and a bucket, all driven by one seed.
//!
//! `cargo test` runs 20,000 seeds. `npm run simulate -- --bulk` runs more of them, and shows one in full.

mod coverage;
pub(crate) mod invariants;
mod judge;
pub(crate) mod run;
mod sizes;
pub(crate) mod story;

use run::Run;
use story::Story;

use crate::counts::{Counts, SHARED};
use crate::secrets;
use crate::seeds::Simulation;

fn problems(run: &Run, counts: &mut Counts) -> Vec<String> {
    let story = Story::of(run);
    let mut problems = invariants::broken(run, &story);
    problems.extend(secrets::told(&run.world, run.results().map(|(_, result)| secrets::told_of(result))));
    for (index, result) in run.results() {
        let text = run.world.scenario.requests[index].text(index);
        problems.extend(result.as_ref().err().iter().flat_map(|failure| secrets::names_in(failure, &text)));
    }
    coverage::add(counts, run, &story);
    problems
}

const SIMULATION: Simulation<Run, Counts> = Simulation {
    seeds: 20_000,
    seeds_that_reach_all: 10_000,
    replay: "npm run simulate -- --bulk --seed",
    make: run::run,
    problems,
    missing: |counts| counts.missing(&[SHARED, coverage::WANTED]),
    trace: |run| run.world.trace(),
};

#[test]
fn every_seed_keeps_every_promise() {
    SIMULATION.keeps_every_promise();
}
