//! Counts what the runs reached, so that the simulation cannot become one of nothing.

use msgraph_chats::{CreatedChat, FailureKind, Outcome};

use crate::counts::Counts;
use crate::log::What;
use crate::one::run::{Call, Given, Run};
use crate::provider::is_usable;

/// Everything that must be reached.
pub(crate) const WANTED: [&str; 77] = [
    // Answers that the client had.
    "201",
    "the chat that was there",
    "202",
    "202 to another origin",
    "202 without Location",
    "204",
    "429",
    "503 with Retry-After",
    "503 without Retry-After",
    "5xx",
    "401 with claims",
    "401 without claims",
    "4xx",
    "redirect",
    "a 2xx without a chat",
    "a status that Graph does not use",
    "succeeded",
    "failed",
    "notStarted",
    "inProgress",
    "unknownFutureValue",
    "another 2xx with a chat",
    "poll: no such operation",
    "poll: the chat",
    "poll: no such chat",
    "poll: redirect",
    "poll: a status that Graph does not use",
    "poll: nothing",
    "poll: a 200 without an operation",
    "Retry-After: seconds",
    "Retry-After: too long",
    "Retry-After: date beside Date",
    "Retry-After: date alone",
    "Retry-After: none",
    "Retry-After: past",
    "Retry-After: garbled",
    // What came of tokens, requests and the caller.
    "a token",
    "a token that no header takes",
    "the provider fails",
    "the provider stalls",
    "a network error",
    "no answer in time",
    "an answer that comes too late",
    "the clock is set during a call",
    "aborted before anything",
    "aborted while a token is awaited",
    "aborted while an answer is awaited",
    "aborted while waiting to try again",
    "aborted between two polls",
    // How calls ended.
    "created at once",
    "created after other attempts",
    "created after a claims challenge",
    "accepted",
    "all attempts used up",
    "creation: Auth, NotCreated",
    "creation: Auth, Unknown",
    "creation: Graph, NotCreated",
    "creation: Graph, Unknown",
    "creation: Network, Unknown",
    "creation: Timeout, NotCreated",
    "creation: Timeout, Unknown",
    "creation: Aborted, NotCreated",
    "creation: Aborted, Unknown",
    "creation: Protocol, Unknown",
    "wait: succeeded",
    "wait: Auth, Unknown",
    "wait: Graph, Unknown",
    "wait: Timeout, Unknown",
    "wait: Aborted, Unknown",
    "wait: Protocol, Unknown",
    "wait: Operation, Unknown",
    // What was true of Graph then.
    "unknown, and there is a chat",
    "unknown, and there is none",
    "a chat is made after the call has ended",
    "a group is made twice, as asked for",
    "a one-on-one chat is asked for twice, and made once",
    "notCreated although several attempts were made",
];

/// Counts what a run reached.
pub(crate) fn add(counts: &mut Counts, run: &Run) {
    for exchange in &run.exchanges {
        if let Some(facts) = exchange.facts.as_ref().filter(|_| exchange.answered_ms.is_some()) {
            counts.hit(facts.label);
            counts.hit(facts.retry_after_form);
        } else if exchange.result.is_some() {
            counts.hit("an answer that comes too late");
        }
    }
    if run.log.first().is_some_and(|entry| matches!(entry.what, What::Aborted)) {
        counts.hit("aborted before anything");
    }
    for call in &run.calls {
        add_events(counts, run, call);
        add_ending(counts, run, call);
    }
}

fn add_events(counts: &mut Counts, run: &Run, call: &Call) {
    let poll = matches!(call.given, Given::Wait(..));
    let mut aborted = "aborted before anything";
    if poll {
        aborted = "aborted between two polls";
    }
    for entry in &run.log[call.log.clone()] {
        match &entry.what {
            What::TokenAsked { .. } => aborted = "aborted while a token is awaited",
            What::TokenGiven(token) if is_usable(token) => counts.hit("a token"),
            What::TokenGiven(_) => counts.hit("a token that no header takes"),
            What::TokenFailed => counts.hit("the provider fails"),
            What::TokenDropped => counts.hit("the provider stalls"),
            What::Sent { .. } => aborted = "aborted while an answer is awaited",
            What::SendFailed { .. } => counts.hit("a network error"),
            What::SendDropped { .. } => counts.hit("no answer in time"),
            What::AttemptEnded(_) => aborted = "aborted while waiting to try again",
            What::Answered { .. } if poll => aborted = "aborted between two polls",
            What::ClockSet(_) => counts.hit("the clock is set during a call"),
            What::Aborted => counts.hit(aborted),
            _ => {}
        }
    }
}

fn add_ending(counts: &mut Counts, run: &Run, call: &Call) {
    let failure = match &call.given {
        Given::Wait(_, Ok(_)) => return counts.hit("wait: succeeded"),
        Given::Wait(_, Err(failure)) => {
            return counts.hit(&format!("wait: {:?}, {:?}", failure.kind, failure.outcome));
        }
        Given::Creation(Ok(CreatedChat::Accepted { .. })) => return counts.hit("accepted"),
        Given::Creation(Ok(CreatedChat::Created { attempts, .. })) => {
            let with_claims = |what: &What| matches!(what, What::TokenAsked { claims: Some(_) });
            if run.log[call.log.clone()].iter().any(|entry| with_claims(&entry.what)) {
                counts.hit("created after a claims challenge");
            }
            counts.hit(if *attempts == 1 { "created at once" } else { "created after other attempts" });
            return add_truths(counts, run, call);
        }
        Given::Creation(Err(failure)) => failure,
    };
    counts.hit(&format!("creation: {:?}, {:?}", failure.kind, failure.outcome));
    if failure.attempts > 1 && failure.outcome == Outcome::NotCreated {
        counts.hit("notCreated although several attempts were made");
    }
    let endless = matches!(failure.kind, FailureKind::Graph | FailureKind::Network | FailureKind::Timeout);
    if endless && failure.attempts > 1 && failure.attempts >= run.scenario.options.max_attempts {
        counts.hit("all attempts used up");
    }
    if failure.outcome == Outcome::Unknown {
        let exists = run.chats.iter().any(|chat| chat.made_by.is_some());
        counts.hit(if exists { "unknown, and there is a chat" } else { "unknown, and there is none" });
    }
    add_truths(counts, run, call);
}

fn add_truths(counts: &mut Counts, run: &Run, call: &Call) {
    let made = run.chats.iter().filter(|chat| chat.made_by.is_some()).count();
    let late = run.log[call.log.end..].iter().any(|entry| matches!(entry.what, What::ChatMade { .. }));
    if late && run.calls.len() == 1 {
        counts.hit("a chat is made after the call has ended");
    }
    if run.scenario.group && made > 1 {
        counts.hit("a group is made twice, as asked for");
    }
    if !run.scenario.group && made == 1 && call.exchanges.len() > 1 {
        counts.hit("a one-on-one chat is asked for twice, and made once");
    }
}
