//! The same for many chats: the loop that ships, over a source, a consumer, batches and a bucket, all driven by one seed.
//!
//! `cargo test` runs 20,000 seeds. `npm run simulate -- --bulk` runs more of them, and shows one in full.

mod coverage;
mod efficiency;
mod exchange;
mod facts;
mod graph;
mod inner;
mod invariants;
mod judge;
mod log;
mod outer;
mod port;
mod requests;
mod run;
mod scenario;
mod sizes;
mod story;
mod world;

use std::panic::catch_unwind;

use coverage::Coverage;
use run::Run;
use story::Story;

use crate::seeds::{number, run_seeds};

const SEEDS: u64 = 20_000;

/// From so many seeds on, everything that can happen does.
const SEEDS_THAT_REACH_ALL: u64 = 10_000;

fn problems(run: &Run, coverage: &mut Coverage) -> Vec<String> {
    let story = Story::of(run);
    let problems = invariants::broken(run, &story);
    coverage.add(run, &story);
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
            exchange.items, exchange.status, exchange.meanings
        ));
    }
    for outcome in &run.outcomes {
        trace.push_str(&format!("{outcome:?}\n"));
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
    if let Some((seed, problems)) = failed {
        let run = catch_unwind(|| trace(&run::run(seed))).unwrap_or_default();
        panic!(
            "{run}\nseed {seed}:\n{}\nreplay it with: npm run simulate -- --bulk --seed {seed}",
            problems.join("\n")
        );
    }
    let coverage = reached.into_iter().fold(Coverage::default(), Coverage::and);
    println!("{seeds} seeds from {first} kept every promise\n{}", coverage.table());
    if seeds >= SEEDS_THAT_REACH_ALL {
        let missing = coverage.missing();
        assert!(missing.is_empty(), "{seeds} seeds did not reach:\n{}", missing.join("\n"));
    }
}

#[test]
fn a_seed_runs_the_same_way_each_time() {
    for seed in 0..50 {
        assert_eq!(trace(&run::run(seed)), trace(&run::run(seed)), "seed {seed}");
    }
}
