//! The operation of a 202, `GET /chats/{id}/operations/{id}`: documented on beta alone.
//! See <https://learn.microsoft.com/graph/api/resources/teamsasyncoperation>.

use super::answer::{Answer, describe};
use super::endpoint::{Endpoint, Request};
use super::get_chat::{GET_CHAT, READ_CHATS};
use crate::graph::graph_error;
use crate::graph::{DocsPage, Method};
use crate::results::{Failure, FailureKind};
use crate::text::json::{self, Value};

pub(crate) static GET_OPERATION: Endpoint = Endpoint {
    action: "show the operation",
    method: Method::Get,
    // Without it createChat shows as unknownFutureValue.
    headers: &[("Prefer", "include-unknown-enum-members")],
    permissions: READ_CHATS,
    if_unknown: "",
    hints: GET_CHAT.hints,
    check: |response, _| {
        let is_operation = json::read(&response.body).get("status").is_some_and(Value::is_string);
        is_operation.then_some(()).ok_or("The answer holds no operation.")
    },
};

/// The poll of a resolved location.
pub(crate) fn request(url: String) -> Request {
    Request::reading(&GET_OPERATION, url)
}

/// How an operation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    /// Still under way, or a status that is not known here.
    Running,
    /// The operation, as Graph's JSON text.
    Succeeded(String),
    Failed(Box<Failure>),
}

/// What an answer that was checked says.
pub(crate) fn read(answer: Answer) -> Operation {
    let response = answer.response;
    let operation = json::read(&response.body);
    match operation.get("status").and_then(Value::as_str) {
        Some("succeeded") => Operation::Succeeded(response.body),
        Some("failed") => {
            let error = operation.get("error");
            let mut failure = Failure::new(
                FailureKind::Operation,
                "Graph's operation failed; the chat may exist without the app.",
            );
            describe(&mut failure, &response, None);
            failure.code = graph_error::code(error.and_then(|error| error.get("code")));
            failure.graph_message =
                error.and_then(|error| error.get("message")).and_then(Value::as_str).map(str::to_owned);
            failure.docs_url = Some(DocsPage::Operation.url());
            Operation::Failed(failure)
        }
        _ => Operation::Running,
    }
}
