//! Sending a message.

use std::fs;
use std::path::Path;

use msgraph_chats::{CallOptions, Failure, FailureKind, Headers, HttpResponse, Outcome, send_message};
use serde_json::{Value, json};

use crate::options;
use crate::port::{ScriptedPort, answer};

const CHAT: &str = "19:x@thread.v2";

fn sent(answers: &[HttpResponse]) -> (Result<String, Box<Failure>>, usize) {
    let mut answers = answers.iter();
    let port = ScriptedPort::new(|line, _| {
        assert_eq!(line, "POST /chats/19:x@thread.v2/messages");
        answers.next().expect("no more is sent").clone()
    });
    let sent = port.run(send_message(&port, &options(), &CallOptions::default(), CHAT, "\"Hello\""));
    (sent.map(|sent| sent.message), port.paths().len())
}

/// `tests/fixtures/messages.json` says what is sent, or which issues there are.
#[test]
fn every_message_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/messages.json");
    let table: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    for case in table.as_array().unwrap() {
        let mut body = None;
        let message = match case.get("bytes") {
            Some(bytes) => Value::from("é".repeat(usize::try_from(bytes.as_u64().unwrap() / 2).unwrap())),
            None => case["message"].clone(),
        };
        let port = ScriptedPort::new(|_, request| {
            body.clone_from(&request.body);
            answer(201, r#"{"id":"1"}"#)
        });
        let sent =
            port.run(send_message(&port, &options(), &CallOptions::default(), CHAT, &message.to_string()));
        drop(port);
        let issues: Vec<Value> = match sent {
            Ok(_) => Vec::new(),
            Err(failure) => {
                assert_eq!((failure.kind, failure.outcome), (FailureKind::Validation, Outcome::NotCreated));
                let issues = failure.issues.iter();
                issues.map(|issue| json!({ "code": issue.code.as_str(), "path": issue.path })).collect()
            }
        };
        let expected = case.get("issues").cloned().unwrap_or(Value::Array(Vec::new()));
        assert_eq!(Value::Array(issues), expected, "{case}");
        if let Some(expected) = case.get("body") {
            assert_eq!(body.as_deref(), Some(&*expected.to_string()), "{case}");
        }
    }
}

#[test]
fn it_is_sent_once() {
    assert_eq!(sent(&[answer(201, r#"{"id":"1"}"#)]), (Ok(r#"{"id":"1"}"#.to_owned()), 1));
    let busy = HttpResponse {
        headers: Headers::new([("Retry-After".to_owned(), "2".to_owned())]),
        ..answer(503, "")
    };
    assert!(sent(&[busy, answer(201, r#"{"id":"1"}"#)]).0.is_ok());
    assert!(sent(&[answer(429, ""), answer(201, r#"{"id":"1"}"#)]).0.is_ok());
    for (unclear, kind) in [
        (answer(504, ""), FailureKind::Graph),
        (answer(503, ""), FailureKind::Graph),
        (answer(0, ""), FailureKind::Network),
        (answer(201, "{"), FailureKind::Protocol),
        (answer(204, ""), FailureKind::Protocol),
    ] {
        let (result, count) = sent(&[unclear]);
        let failure = result.unwrap_err();
        assert_eq!((failure.kind, failure.outcome, count), (kind, Outcome::Unknown, 1));
    }
}
