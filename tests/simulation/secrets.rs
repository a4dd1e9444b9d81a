//! Where a token and what names people may stand, and where they must not.

use msgraph_chats::{CreatedChat, Failure, HttpRequest};
use serde_json::{Value, json};

use crate::honesty::Created;
use crate::log::What;
use crate::provider::is_secret;
use crate::requests::PRIVATE;
use crate::world::World;

/// All that a caller is told of a creation.
pub(crate) fn told_of(result: &Created) -> Value {
    match result {
        Ok(CreatedChat::Created { chat, request_id, .. }) => json!([chat, request_id]),
        Ok(CreatedChat::Accepted { chat_id, location, request_id, .. }) => {
            json!([chat_id, location, request_id])
        }
        Err(failure) => serde_json::to_value(failure).unwrap(),
    }
}

/// Everything that was told to someone who must not know it, beside what callers are told.
pub(crate) fn told(world: &World, callers: impl Iterator<Item = Value>) -> Vec<String> {
    let mut told = Vec::new();
    let mut holds_token = |text: &str, place: &str| {
        let mut tokens = world.provider.given.iter();
        if tokens.any(|token| is_secret(token) && text.len() >= token.len() && text.contains(token)) {
            told.push(format!("a token stands in {place}: {text}"));
        }
    };
    for exchange in &world.exchanges {
        let HttpRequest { url, headers, body, .. } = &exchange.request;
        holds_token(url, "a URL");
        holds_token(body.as_deref().unwrap_or_default(), "a body");
        for (name, value) in headers.iter().filter(|(name, _)| *name != "Authorization") {
            holds_token(value, name);
        }
    }
    for caller in callers {
        strings_in(&caller, &mut |text| holds_token(text, "what the caller is told"));
    }
    let attempts = world.log.iter().filter_map(|entry| match &entry.what {
        What::AttemptEnded(attempt) => attempt.request_id.as_deref(),
        _ => None,
    });
    attempts.for_each(|id| holds_token(id, "an attempt"));
    told.extend(wrongly_sent(world));
    told
}

/// Requests that go elsewhere, or with another token than the one that was given last.
fn wrongly_sent(world: &World) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut bearer = String::new();
    for entry in &world.log {
        match &entry.what {
            What::TokenGiven(token) => bearer = format!("Bearer {token}"),
            What::Sent(exchange) => {
                let exchange = &world.exchanges[*exchange];
                let url = &exchange.request.url;
                let rest = url.strip_prefix(world.scenario.root).unwrap_or_default();
                if !rest.starts_with('/') || rest.contains("..") {
                    wrong.push(format!("{url} is asked"));
                }
                if exchange.header("Authorization") != Some(&bearer) {
                    wrong.push(format!("{url} is asked with another token than that which was given last"));
                }
            }
            _ => {}
        }
    }
    wrong
}

/// Graph's own messages may name whom the caller named; nothing else does.
pub(crate) fn names_in(failure: &Failure, body: &str) -> Vec<String> {
    let mut named = Vec::new();
    let own = Failure { graph_message: None, graph_inner_message: None, ..failure.clone() };
    strings_in(&serde_json::to_value(own).unwrap(), &mut |text| {
        if PRIVATE.iter().any(|name| body.contains(name) && text.contains(name)) {
            named.push(format!("a failure names people: {text}"));
        }
    });
    named
}

/// The strings of a value, and those of the JSON texts among them, as whoever parses these sees them.
fn strings_in(value: &Value, see: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => {
            see(text);
            if text.trim_start().starts_with(['{', '[']) {
                strings_in(&serde_json::from_str(text).unwrap_or_default(), see);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| strings_in(value, see)),
        Value::Object(values) => values.iter().for_each(|(name, value)| {
            see(name);
            strings_in(value, see);
        }),
        _ => {}
    }
}
