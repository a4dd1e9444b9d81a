//! What is reached with one chat alone.

use msgraph_chats::{CreatedChat, FailureKind};

use crate::counts::Counts;
use crate::log::What;
use crate::one::run::{Call, Given, Run};

pub(crate) const WANTED: &str = "
    succeeded; failed; notStarted; inProgress; unknownFutureValue; poll: no such operation; poll: the chat;
    poll: no such chat; poll: redirect; poll: a status that Graph does not use; poll: nothing;
    poll: a 200 without an operation;
    aborted before anything; aborted while a token is awaited; aborted while an answer is awaited;
    aborted while waiting to try again; aborted between two polls;
    created after a claims challenge; all attempts used up; wait: succeeded; wait: Auth, Unknown; wait: Graph, Unknown;
    wait: Timeout, Unknown; wait: Aborted, Unknown; wait: Protocol, Unknown; wait: Operation, Unknown";

/// Counts what a run reached.
pub(crate) fn add(counts: &mut Counts, run: &Run) {
    counts.add(&run.world, run.creations().map(|result| (0, result)));
    if run.world.log.first().is_some_and(|entry| matches!(entry.what, What::Aborted)) {
        counts.hit("aborted before anything");
    }
    for call in &run.calls {
        add_call(counts, run, call);
    }
}

fn add_call(counts: &mut Counts, run: &Run, call: &Call) {
    let poll = matches!(call.given, Given::Wait(..));
    let mut aborted = if poll { "aborted between two polls" } else { "aborted before anything" };
    let mut with_claims = false;
    for entry in &run.world.log[call.log.clone()] {
        match &entry.what {
            What::TokenAsked(claims) => {
                with_claims |= claims.is_some();
                aborted = "aborted while a token is awaited";
            }
            What::Sent(_) => aborted = "aborted while an answer is awaited",
            What::AttemptEnded(_) => aborted = "aborted while waiting to try again",
            What::Answered(_) if poll => aborted = "aborted between two polls",
            What::Aborted => counts.hit(aborted),
            _ => {}
        }
    }
    match &call.given {
        Given::Wait(_, Ok(_)) => counts.hit("wait: succeeded"),
        Given::Wait(_, Err(failure)) => {
            counts.hit(&format!("wait: {:?}, {:?}", failure.kind, failure.outcome));
        }
        Given::Creation(Ok(CreatedChat::Created { .. })) if with_claims => {
            counts.hit("created after a claims challenge");
        }
        Given::Creation(Err(failure)) => {
            let endless =
                matches!(failure.kind, FailureKind::Graph | FailureKind::Network | FailureKind::Timeout);
            let max_attempts = run.world.scenario.options.max_attempts;
            if endless && failure.attempts > 1 && failure.attempts >= max_attempts {
                counts.hit("all attempts used up");
            }
        }
        Given::Creation(Ok(_)) => {}
    }
}
