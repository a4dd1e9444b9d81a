//! Deterministic simulation of the client's loops, the very ones that ship: under a simulated clock, network, Graph, token
//! provider and caller, all driven by one seed, with every promise checked after each run.
//!
//! `cargo test` runs 100,000 seeds. `npm run simulate` runs more of them, and shows one in full; both go through these
//! variables: `SIMULATION_SEEDS` (how many), `SIMULATION_FROM` (the first), `SIMULATION_SEED` (this one alone, with its trace).

#![allow(
    clippy::arithmetic_side_effects,
    clippy::format_push_string,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a panic here ends a test, not a program"
)]

mod bodies;
mod bulk;
mod clock;
mod coverage;
mod creation;
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
mod polls;
mod port;
mod provider;
mod random;
mod replies;
mod run;
mod scenario;
mod secrets;
mod seeds;
mod story;
mod waiting;
mod world;

use std::panic::catch_unwind;

use coverage::Coverage;
use run::Run;
use seeds::{number, run_seeds};

const SEEDS: u64 = 100_000;

/// From so many seeds on, everything that can happen does.
const SEEDS_THAT_REACH_ALL: u64 = 20_000;

/// Everything that is wrong with a run.
fn problems(run: &Run, coverage: &mut Coverage) -> Vec<String> {
    let mut back_offs = Vec::new();
    let mut problems = invariants::broken(run);
    for call in &run.calls {
        problems.extend(judge::judge(run, call, &mut back_offs).err());
    }
    coverage.add(run, &back_offs);
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

#[test]
fn every_seed_keeps_every_promise() {
    if let Some(seed) = number("SIMULATION_SEED") {
        let run = run::run(seed);
        println!("{}", trace(&run));
        let problems = problems(&run, &mut Coverage::default());
        assert!(problems.is_empty(), "seed {seed}:\n{}", problems.join("\n"));
        return;
    }
    let seeds = number("SIMULATION_SEEDS").unwrap_or(SEEDS);
    let first = number("SIMULATION_FROM").unwrap_or(0);
    let (reached, failed) =
        run_seeds(first, first + seeds, |seed, coverage| problems(&run::run(seed), coverage));
    let coverage = reached.into_iter().fold(Coverage::default(), Coverage::and);
    if let Some((seed, problems)) = failed {
        let run = catch_unwind(|| trace(&run::run(seed))).unwrap_or_default();
        panic!(
            "{run}\nseed {seed}:\n{}\nreplay it with: npm run simulate -- --seed {seed}",
            problems.join("\n")
        );
    }
    println!("{seeds} seeds from {first} kept every promise\n{}", coverage.table());
    if seeds >= SEEDS_THAT_REACH_ALL {
        let missing = coverage.missing();
        assert!(missing.is_empty(), "{seeds} seeds did not reach:\n{}", missing.join("\n"));
    }
}

#[test]
fn a_seed_runs_the_same_way_each_time() {
    for seed in 0..200 {
        assert_eq!(trace(&run::run(seed)), trace(&run::run(seed)), "seed {seed}");
    }
}
