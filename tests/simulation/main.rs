//! Deterministic simulation of the client's loops, the very ones that ship: under a simulated clock, network, Graph, token
//! provider and caller, all driven by one seed, with every promise checked after each run.
//!
//! `cargo test` runs 100,000 seeds. `npm run simulate` runs more of them, and shows one in full; both go through these
//! variables: `SIMULATION_SEEDS` (how many), `SIMULATION_FROM` (the first), `SIMULATION_SEED` (this one alone, with its trace).

#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_arithmetic,
    clippy::format_push_string,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a panic here ends a test, not a program"
)]

mod bodies;
mod bulk;
mod clock;
mod counts;
mod coverage;
mod creation;
mod desk;
mod draft;
mod exchange;
mod executor;
mod facts;
mod graph;
mod headers;
mod http_date;
mod invariants;
mod judge;
mod locations;
mod log;
mod one;
mod polls;
mod port;
mod presence;
mod provider;
mod random;
mod replies;
mod run;
mod scenario;
mod secrets;
mod seeds;
mod story;
mod waiting;
mod weather;
mod world;

use counts::Counts;
use run::Run;
use seeds::Simulation;

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
