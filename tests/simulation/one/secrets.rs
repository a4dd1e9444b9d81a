//! Where a token and what names people may stand, and where they must not.

use msgraph_chats::{CreatedChat, Failure, HttpRequest, Method};
use serde_json::Value;

use crate::log::What;
use crate::one::run::{Given, Run};
use crate::one::scenario::PRIVATE;
use crate::provider::is_secret;

/// Everything that was told to someone who must not know it.
pub(crate) fn told(run: &Run) -> Vec<String> {
    let mut told = Vec::new();
    let mut holds_token = |text: &str, place: &str| {
        if run.tokens.iter().any(|token| is_secret(token) && text.contains(token.as_str())) {
            told.push(format!("a token stands in {place}: {text}"));
        }
    };
    for exchange in &run.exchanges {
        let HttpRequest { url, headers, body, .. } = &exchange.request;
        holds_token(url, "a URL");
        holds_token(body.as_deref().unwrap_or_default(), "a body");
        for (name, value) in headers.iter().filter(|(name, _)| *name != "Authorization") {
            holds_token(value, name);
        }
    }
    for call in &run.calls {
        match &call.given {
            Given::Creation(Ok(CreatedChat::Created { chat, request_id, .. })) => {
                strings_of(chat, &mut |text| holds_token(text, "a chat"));
                holds_token(request_id.as_deref().unwrap_or_default(), "a request id");
            }
            Given::Creation(Ok(CreatedChat::Accepted { chat_id, location, request_id, .. })) => {
                let texts = [chat_id.as_deref(), Some(location), request_id.as_deref()];
                texts.into_iter().flatten().for_each(|text| holds_token(text, "an accepted chat"));
            }
            Given::Wait(_, Ok(operation)) => {
                strings_of(operation, &mut |text| holds_token(text, "an operation"));
            }
            Given::Creation(Err(failure)) | Given::Wait(_, Err(failure)) => {
                strings_in(&serde_json::to_value(failure).unwrap(), &mut |text| {
                    holds_token(text, "a failure");
                });
            }
        }
    }
    for entry in &run.log {
        if let What::AttemptEnded(attempt) = &entry.what {
            holds_token(attempt.request_id.as_deref().unwrap_or_default(), "an attempt");
        }
    }
    told.extend(run.exchanges.iter().enumerate().filter_map(|(index, exchange)| {
        wrongly_sent(run, index, &exchange.request).map(|why| format!("request {index}: {why}"))
    }));
    told.extend(names_in_failures(run));
    told
}

/// Every request goes to the one root, and carries what it must and nothing else.
fn wrongly_sent(run: &Run, index: usize, request: &HttpRequest) -> Option<&'static str> {
    let scenario = &run.scenario;
    let rest = request.url.strip_prefix(&scenario.root);
    if !rest.is_some_and(|rest| rest.starts_with('/')) {
        return Some("it goes to another root");
    }
    let given = run
        .log
        .iter()
        .take_while(|entry| !matches!(entry.what, What::Sent { exchange } if exchange == index));
    let token =
        given.filter_map(|entry| if let What::TokenGiven(token) = &entry.what { Some(token) } else { None });
    let bearer = token.last().map(|token| format!("Bearer {token}"));
    let header = |wanted: &str| {
        let mut values = request.headers.iter().filter(|(name, _)| *name == wanted).map(|(_, value)| value);
        values.next().filter(|_| values.next().is_none())
    };
    if header("Authorization") != bearer.as_ref() {
        return Some("its Authorization is not the token that was given last");
    }
    let id = header("client-request-id").map(String::as_str).unwrap_or_default();
    let post = request.method == Method::Post;
    match scenario.call.client_request_id.as_deref().filter(|_| post) {
        Some(chosen) if chosen != id => return Some("its client-request-id is not the caller's"),
        None if !is_uuid(id) => return Some("its client-request-id is no UUID"),
        _ => {}
    }
    let first = run.exchanges.iter().find(|exchange| exchange.request.method == request.method)?;
    if first.request.headers.iter().any(|(name, value)| *name == "client-request-id" && value != id) {
        return Some("its client-request-id is not that of the first attempt");
    }
    if post {
        if rest != Some(&format!("/{}/chats", scenario.version)) {
            return Some("it does not go to /chats");
        }
        if request.body.as_deref() != Some(&scenario.body) {
            return Some("its body is not the one that was built");
        }
        if header("Content-Type").is_none_or(|value| value != "application/json")
            || request.headers.len() != 3
        {
            return Some("its headers are not the three of a creation");
        }
    } else {
        let prefer = request.url.contains("/operations").then_some("include-unknown-enum-members");
        if header("Prefer").map(String::as_str) != prefer
            || request.body.is_some()
            || request.headers.len() > 3
        {
            return Some("it is not a poll of an operation or a chat");
        }
    }
    None
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.char_indices().all(|(at, letter)| match at {
            8 | 13 | 18 | 23 => letter == '-',
            14 => letter == '4',
            19 => "89ab".contains(letter),
            _ => letter.is_ascii_digit() || ('a'..='f').contains(&letter),
        })
}

/// Graph's own messages may name whom the caller named; nothing else does.
fn names_in_failures(run: &Run) -> Vec<String> {
    let mut named = Vec::new();
    let creations = run.calls.iter().filter(|call| matches!(call.given, Given::Creation(_)));
    for failure in creations.filter_map(|call| call.given.failure()) {
        let own = Failure { graph_message: None, graph_inner_message: None, ..failure.clone() };
        strings_in(&serde_json::to_value(own).unwrap(), &mut |text| {
            if PRIVATE.iter().any(|name| run.scenario.body.contains(name) && text.contains(name)) {
                named.push(format!("a failure names people: {text}"));
            }
        });
    }
    named
}

/// The strings of a JSON text, as whoever parses it sees them.
fn strings_of(json: &str, see: &mut impl FnMut(&str)) {
    see(json);
    strings_in(&serde_json::from_str(json).unwrap_or_default(), see);
}

fn strings_in(value: &Value, see: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => see(text),
        Value::Array(values) => values.iter().for_each(|value| strings_in(value, see)),
        Value::Object(values) => values.iter().for_each(|(name, value)| {
            see(name);
            strings_in(value, see);
        }),
        _ => {}
    }
}
