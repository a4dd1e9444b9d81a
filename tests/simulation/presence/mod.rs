//! Groups that are looked for and reused, under a Graph that lists late, in parts and in pages, while other people go on.
//!
//! `cargo test` runs 20,000 seeds. `npm run simulate -- --presence` runs more of them, and shows one in full.

mod habits;
mod judge;
pub(crate) mod lists;
mod people;
mod run;

use msgraph_chats::{CreatedChat, IfExists, OnUnknown, Outcome};

use habits::Link;
use run::{Plan, Run};

use crate::counts::Counts;
use crate::seeds::Simulation;

/// Everything that must be reached.
const WANTED: &str = "
    found after an unclear ending; found before it is created; found, with duplicates; an equal one of the run is given;
    created; unknown; not created; the filter is refused; a list is refused; a list leads elsewhere;
    a list leads to where it was; a challenge; a token that is over; many; aborted; a search finds an exact match;
    members are missing";

fn count(counts: &mut Counts, run: &Run) {
    let reached = [
        (run.plan == Plan::Many, "many"),
        (run.world.aborted, "aborted"),
        (run.lists.habits.link == Link::Elsewhere, "a list leads elsewhere"),
        (run.lists.habits.link == Link::Again, "a list leads to where it was"),
        (
            run.found.iter().any(|(_, found)| found.iter().any(|(_, _, is_exact)| *is_exact)),
            "a search finds an exact match",
        ),
        (run.missing.as_ref().is_some_and(|missing| !missing.missing.is_empty()), "members are missing"),
    ];
    let reached = reached.into_iter().filter_map(|(is, what)| is.then_some(what));
    run.lists.met.iter().copied().chain(reached).for_each(|what| counts.hit(what));
    for outcome in &run.world.desk.outcomes {
        counts.hit(match &outcome.result {
            Ok(CreatedChat::Created { found: false, .. }) => "created",
            Ok(CreatedChat::Created { duplicates, .. }) if !duplicates.is_empty() => "found, with duplicates",
            Ok(CreatedChat::Created { .. }) if run.if_exists == IfExists::Create => {
                "found after an unclear ending"
            }
            Ok(CreatedChat::Created { attempts: 0, chat, .. }) if chat.contains("members") => {
                "found before it is created"
            }
            Ok(CreatedChat::Created { .. }) => "an equal one of the run is given",
            Ok(CreatedChat::Accepted { .. }) => "accepted",
            Err(failure) if failure.outcome == Outcome::Unknown => "unknown",
            Err(_) => "not created",
        });
    }
}

fn problems(run: &Run, counts: &mut Counts) -> Vec<String> {
    count(counts, run);
    judge::broken(run)
}

fn trace(run: &Run) -> String {
    let looks = run.on_unknown == OnUnknown::Look;
    let mut trace = format!("{:?}, look: {looks}, {:?}\n{:#?}\n", run.plan, run.if_exists, run.lists.habits);
    for wanted in &run.wanted {
        trace.push_str(&format!("{wanted:?}\n"));
    }
    for chat in &run.lists.chats {
        trace.push_str(&format!("{chat:?}\n"));
    }
    trace + &run.world.trace()
}

const SIMULATION: Simulation<Run, Counts> = Simulation {
    seeds: 20_000,
    seeds_that_reach_all: 3_000,
    replay: "npm run simulate -- --presence --seed",
    make: run::run,
    problems,
    missing: |counts| counts.missing(&[WANTED]),
    trace,
};

#[test]
fn every_seed_keeps_every_promise() {
    SIMULATION.keeps_every_promise();
}
