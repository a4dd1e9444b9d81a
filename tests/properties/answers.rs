//! What holds for every answer of Graph, of a gateway, or of whoever sits in between.
//!
//! An input is a status on the first line, headers below, an empty line, and a body. Each function that sends is given it as the
//! only answer there is. `cargo test` and the fuzz target share this file.

use msgraph_chats::{
    BulkOptions, CallOptions, ClientOptions, CreatedChat, Failure, FailureKind, Headers, HttpResponse,
    Outcome, WaitOptions, create_chat, create_chats, wait_for_operation,
};

use serde_json::Value;

use crate::port::{ScriptedPort, TOKEN};

const GROUP: &str = r#"{"chatType":"group","members":["anna@contoso.example","ben@contoso.example"]}"#;
const ONE_ON_ONE: &str =
    r#"{"chatType":"oneOnOne","members":["anna@contoso.example","ben@contoso.example"]}"#;

/// Checks an input; panics where something does not hold.
pub fn check(input: &[u8]) {
    let input = String::from_utf8_lossy(input);
    let response = read(&input);
    let options = ClientOptions { max_attempts: 2, ..ClientOptions::default() };
    check_group(&response);
    check_creation(&response, &options, ONE_ON_ONE);
    check_wait(&response, &options);
    // Both sizes are reached all the same, and half the time is saved.
    let batch_size = 1 + input.len() % 2;
    check_many(&response, &options, &BulkOptions { batch_size, ..BulkOptions::default() });
}

/// The part of it that is about a group.
pub fn check_group(response: &HttpResponse) {
    check_creation(response, &ClientOptions { max_attempts: 2, ..ClientOptions::default() }, GROUP);
}

fn read(input: &str) -> HttpResponse {
    let (head, body) = input.split_once("\n\n").unwrap_or((input, ""));
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.trim().parse().ok()).unwrap_or(201);
    let pair = |line: &str| {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        (name.trim().to_owned(), value.trim().to_owned())
    };
    HttpResponse { status, headers: Headers::new(lines.map(pair)), body: body.to_owned() }
}

fn check_creation(response: &HttpResponse, options: &ClientOptions, request: &str) {
    let port = ScriptedPort::always(response.clone());
    match port.run(create_chat(&port, options, &CallOptions::default(), request)) {
        Ok(CreatedChat::Created { chat, request_id, attempts, .. }) => {
            assert!((200..=299).contains(&response.status) && attempts == 1);
            tells_no_token([Some(&*chat), request_id.as_deref()]);
            // What cannot be read as an object with an id was not taken for a chat.
            assert!(serde_json::from_str::<serde::de::IgnoredAny>(&chat).is_ok());
        }
        Ok(CreatedChat::Accepted { chat_id, location, request_id, attempts }) => {
            assert!(response.status == 202 && attempts == 1);
            tells_no_token([chat_id.as_deref(), Some(&location), request_id.as_deref()]);
            // What is accepted can be followed.
            let poll = ScriptedPort::always(HttpResponse::default());
            let waited = poll.run(wait_for_operation(&poll, options, WaitOptions::default(), &location));
            assert!(waited.is_err() && poll.sends() == 1);
        }
        Err(failure) => {
            check_failure(&failure, response);
            let unclear =
                response.status >= 500 && !(response.status == 503 && failure.retry_after_ms.is_some());
            let certain = (400..=599).contains(&response.status) && !unclear;
            assert_eq!(failure.outcome == Outcome::NotCreated, certain, "{failure:?}");
            assert_eq!(u64::from(failure.attempts), port.sends());
        }
    }
}

fn check_wait(response: &HttpResponse, options: &ClientOptions) {
    let location = response.headers.get("location").unwrap_or("/chats('19:x')/operations('1')").to_owned();
    let port = ScriptedPort::always(response.clone());
    let two_polls = WaitOptions { poll_interval_ms: 30_000, timeout_ms: 70_000 };
    match port.run(wait_for_operation(&port, options, two_polls, &location)) {
        Ok(operation) => {
            assert!((200..=299).contains(&response.status));
            tells_no_token([Some(&*operation)]);
        }
        Err(failure) => {
            assert_eq!(failure.outcome, Outcome::Unknown);
            assert_eq!(u64::from(failure.attempts), port.sends());
            check_failure(&failure, response);
        }
    }
}

/// Three requests, one of them wrong, and the answer for each batch.
fn check_many(response: &HttpResponse, options: &ClientOptions, bulk: &BulkOptions) {
    let source = [GROUP, "!", response.body.as_str(), ONE_ON_ONE].map(str::to_owned).to_vec();
    let count = source.len();
    let port = ScriptedPort::always(response.clone());
    port.source.replace(source.into());
    port.run(create_chats(&port, options, bulk)).unwrap();
    let outcomes = port.chats.take();
    let mut indexes: Vec<_> =
        outcomes.iter().map(|outcome| usize::try_from(outcome.index).unwrap()).collect();
    indexes.sort_unstable();
    assert_eq!(indexes, (0..count).collect::<Vec<_>>(), "one outcome for each request");
    for outcome in &outcomes {
        match &outcome.result {
            Ok(CreatedChat::Created { chat, .. }) => tells_no_token([Some(&**chat)]),
            Ok(CreatedChat::Accepted { location, .. }) => tells_no_token([Some(&**location)]),
            Err(failure) => check_failure_texts(failure),
        }
    }
}

fn check_failure(failure: &Failure, response: &HttpResponse) {
    let polled_to_the_end = failure.kind == FailureKind::Timeout;
    let refused_location = failure.kind == FailureKind::Protocol && failure.attempts == 0;
    if !polled_to_the_end && !refused_location {
        assert_eq!(failure.status, Some(response.status).filter(|status| *status != 0), "{failure:?}");
    }
    check_failure_texts(failure);
}

fn check_failure_texts(failure: &Failure) {
    assert!(!failure.message.is_empty());
    let texts = [
        &failure.code,
        &failure.graph_message,
        &failure.graph_inner_message,
        &failure.request_id,
        &failure.client_request_id,
    ];
    tells_no_token(texts.map(|text| text.as_deref()));
    tells_no_token(failure.inner_codes.iter().map(|code| Some(&**code)));
}

/// The token is nowhere; in JSON not in any of its strings, as readers see them.
fn tells_no_token<'a>(texts: impl IntoIterator<Item = Option<&'a str>>) {
    for text in texts.into_iter().flatten() {
        match serde_json::from_str(text).or_else(|_| serde_json::from_str(&without_surrogates(text))) {
            Ok(value) => assert!(!holds_token(&value), "{text}"),
            Err(_) => assert!(!text.contains(TOKEN), "{text}"),
        }
    }
}

/// That reader takes no JSON with half of a surrogate pair; `\token` in it is a tab and `oken` nevertheless.
fn without_surrogates(text: &str) -> String {
    let mut escapes = text.split('\\');
    let mut mended = escapes.next().unwrap_or_default().to_owned();
    while let Some(escape) = escapes.next() {
        mended.push('\\');
        // What follows an escaped backslash is no escape.
        if escape.is_empty() {
            mended.push('\\');
            mended.push_str(escapes.next().unwrap_or_default());
            continue;
        }
        match escape.split_at_checked(5) {
            Some((code, behind)) if is_half(code.as_bytes()) => mended.extend(["ufffd", behind]),
            _ => mended.push_str(escape),
        }
    }
    mended
}

/// Of a pair, written as `u` and four digits.
fn is_half(code: &[u8]) -> bool {
    matches!(code, [b'u', b'd' | b'D', b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F', _, _])
}

fn holds_token(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(TOKEN),
        Value::Array(values) => values.iter().any(holds_token),
        Value::Object(values) => {
            values.iter().any(|(name, value)| name.contains(TOKEN) || holds_token(value))
        }
        _ => false,
    }
}
