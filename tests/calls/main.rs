//! The calls around a chat that is there, each against a Graph that a test writes down: what is asked, when, and what comes of it.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a panic here ends a test, not a program"
)]

mod adding;
mod finding;
mod looking;
mod many;
mod members;
mod messages;
#[path = "../support/port.rs"]
mod port;

use msgraph_chats::{CallOptions, ClientOptions, HttpResponse, OnUnknown};

use port::answer;

const ADELE: &str = "8b081ef6-4792-4def-b2c9-c363a1bf41d5";
const ALEX: &str = "82af01c5-f7cc-4a2e-a728-3a5df21afd9d";

/// A group of two, by id.
const GROUP: &str = r#"{"chatType":"group","members":["8b081ef6-4792-4def-b2c9-c363a1bf41d5","82af01c5-f7cc-4a2e-a728-3a5df21afd9d"]}"#;

const CHAT_LIST: &str = "GET /chats?$expand=members&$top=50";

fn looking() -> CallOptions {
    CallOptions { on_unknown: Some(OnUnknown::Look), ..CallOptions::default() }
}

fn options() -> ClientOptions {
    ClientOptions { max_attempts: 2, ..ClientOptions::default() }
}

/// A member as Graph lists it: its id, and its address where it has one.
fn member(id: &str, email: Option<&str>) -> String {
    let email = email.map_or("null".to_owned(), |email| format!("\"{email}\""));
    format!(r#"{{"id":"M-{id}","roles":["owner"],"userId":"{id}","email":{email}}}"#)
}

/// A group as Graph lists it.
fn chat(id: &str, created: &str, topic: Option<&str>, members: &[String]) -> String {
    let topic = topic.map_or("null".to_owned(), |topic| format!("\"{topic}\""));
    format!(
        r#"{{"id":"{id}","chatType":"group","topic":{topic},"createdDateTime":"{created}","members":[{}]}}"#,
        members.join(",")
    )
}

/// Adele and Alex.
fn both() -> Vec<String> {
    vec![member(ADELE, Some("adele@contoso.com")), member(ALEX, Some("alex@contoso.com"))]
}

/// A page of a list, and the link to the next.
fn page(elements: &[String], next: Option<&str>) -> HttpResponse {
    let next = next.map_or(String::new(), |link| format!(r#","@odata.nextLink":"{link}""#));
    answer(200, &format!(r#"{{"value":[{}]{next}}}"#, elements.join(",")))
}
