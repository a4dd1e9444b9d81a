//! Compares what a call gave with what the oracle says that it must give.

use msgraph_chats::{CreatedChat, Failure, FailureKind, Outcome};

use crate::exchange::Exchange;
use crate::facts::{Facts, Says};
use crate::one::creation::{self, Expected};
use crate::one::run::{Call, Given, Run};
use crate::one::story::{Checked, Story};
use crate::one::waiting;
use crate::provider::is_secret;

/// Follows a call step by step; says how it went wrong.
pub(crate) fn judge(run: &Run, call: &Call) -> Checked<()> {
    let (before, log) = run.world.log[..call.log.end].split_at(call.log.start);
    let mut story = Story::new(before, log, &run.world.exchanges, call.began_ms);
    let expected = match &call.given {
        Given::Creation(_) => creation::follow(&mut story, &run.world.scenario)?,
        Given::Wait(None, _) => {
            Expected::Failure { kind: FailureKind::Protocol, unknown: true, exchange: None }
        }
        Given::Wait(Some(places), _) => waiting::follow(&mut story, &run.world.scenario, places)?,
    };
    story.ends()?;
    match (&expected, &call.given) {
        (Expected::Success { exchange }, given) => {
            check_time(call, story.at_ms)?;
            succeeded(run, &run.world.exchanges[*exchange], given)
        }
        (Expected::Failure { kind, unknown, exchange }, given) => {
            let Some(failure) = given.failure() else {
                return Err(format!("{expected:?}, but it went well"));
            };
            let outcome = if *unknown { Outcome::Unknown } else { Outcome::NotCreated };
            if (failure.kind, failure.outcome) != (*kind, outcome) {
                return Err(format!("{expected:?} is expected, not {failure:?}"));
            }
            let end_ms = match kind {
                // An abort counts from when it is seen: the call may have begun, or a token have come, after it.
                FailureKind::Aborted => story.aborted_ms().unwrap_or(0).max(story.at_ms),
                _ => story.ends_ms.unwrap_or(story.at_ms),
            };
            check_time(call, end_ms)?;
            describes(run, failure, exchange.map(|exchange| &run.world.exchanges[exchange]), given)
        }
    }
}

fn check_time(call: &Call, end_ms: u64) -> Checked<()> {
    if call.ended_ms == end_ms {
        return Ok(());
    }
    Err(format!("the call ended at {} ms, not at {end_ms} ms", call.ended_ms))
}

/// A success says what its answer said.
fn succeeded(run: &Run, exchange: &Exchange, given: &Given) -> Checked<()> {
    let Some(Facts { says, request_id: expected_id, .. }) = exchange.facts() else {
        return Err("there was no answer".to_owned());
    };
    let (right, request_id) = match (says, given) {
        (Says::Chat { text, .. }, Given::Creation(Ok(CreatedChat::Created { chat, request_id, .. }))) => {
            (chat == text || repeats_token(run, text), Some(request_id))
        }
        (
            Says::Operation { location, chat_id, .. },
            Given::Creation(Ok(CreatedChat::Accepted { location: said, chat_id: id, request_id, .. })),
        ) => ((said, id) == (location, chat_id), Some(request_id)),
        (Says::Status { text, .. } | Says::Chat { text, .. }, Given::Wait(_, Ok(operation))) => {
            (operation == text || repeats_token(run, text), None)
        }
        _ => (false, None),
    };
    let same_id = request_id.is_none_or(|said| expected_id.is(said.as_deref()));
    if right && same_id { Ok(()) } else { Err(format!("it does not say what {:?} says", exchange.facts())) }
}

/// Whether a text holds a token, however it is escaped: then it comes out without it.
fn repeats_token(run: &Run, text: &str) -> bool {
    let parsed = serde_json::from_str(text).unwrap_or(serde_json::Value::Null).to_string();
    run.world.provider.given.iter().filter(|token| is_secret(token)).any(|token| {
        let written = serde_json::Value::from(token.as_str()).to_string();
        parsed.contains(written.trim_matches('"'))
    })
}

/// A failure says what the answer said, where it is about one.
fn describes(run: &Run, failure: &Failure, exchange: Option<&Exchange>, given: &Given) -> Checked<()> {
    let facts = exchange.and_then(Exchange::facts);
    let status = facts.map(|facts| facts.status).filter(|status| *status != 0);
    let mut wrong = Vec::new();
    if failure.status != status {
        wrong.push("status");
    }
    if facts.is_some_and(|facts| !facts.request_id.is(failure.request_id.as_deref())) {
        wrong.push("request id");
    }
    let creation = matches!(given, Given::Creation(_));
    if creation
        && failure.kind == FailureKind::Graph
        && failure.retry_after_ms != exchange.and_then(Exchange::asked_ms)
    {
        wrong.push("retry_after_ms");
    }
    if creation
        && failure.kind == FailureKind::Auth
        && failure.attempts == 0
        && failure.retry_after_ms.is_some()
    {
        wrong.push("retry_after_ms");
    }
    let sent_id = run.world.exchanges.last().and_then(|exchange| exchange.header("client-request-id"));
    if failure.attempts > 0 && failure.client_request_id.as_deref() != sent_id {
        wrong.push("client_request_id");
    }
    if failure.message.is_empty() {
        wrong.push("message");
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("{wrong:?} of {failure:?} is not that of {facts:?}")) }
}
