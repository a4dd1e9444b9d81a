//! The operation of a 202: the poll, and what its answers mean.
//! See <https://learn.microsoft.com/graph/api/resources/teamsasyncoperation>.

use super::create_chat::{describe, refusal};
use super::hints;
use crate::graph::graph_error::{self, GraphError};
use crate::graph::{DocsPage, HttpRequest, HttpResponse, Method};
use crate::graph::{claims, retry_after};
use crate::results::{Failure, FailureKind, Outcome};
use crate::text::json::{Dialect, Value, parse};

/// The poll of a resolved location, complete but for the token.
pub(crate) fn request(url: &str, client_request_id: &str) -> HttpRequest {
    HttpRequest {
        method: Method::Get,
        url: url.to_owned(),
        headers: vec![
            // Without it createChat shows as unknownFutureValue.
            ("Prefer", "include-unknown-enum-members".to_owned()),
            ("client-request-id", client_request_id.to_owned()),
        ],
        body: None,
    }
}

/// What an answer to a poll means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Poll {
    /// Still under way, or a status that is not known here.
    Running,
    /// The operation, as Graph's JSON text.
    Succeeded(String),
    /// This poll did not work; the next may. Graph may say how long to wait.
    Again(Option<u64>),
    /// A claims challenge.
    Challenge(String, Box<Failure>),
    /// The wait ends.
    Failed(Box<Failure>),
}

/// Reads an answer to a poll.
pub(crate) fn read(response: HttpResponse, now_ms: u64) -> Poll {
    match response.status {
        200..=299 => read_operation(response),
        429 | 500..=599 => Poll::Again(retry_after::read(&response.headers, now_ms)),
        400..=499 => refused(&response),
        _ => Poll::Failed(malformed("The answer is a redirect, which is not followed.", &response)),
    }
}

fn read_operation(response: HttpResponse) -> Poll {
    let Some(document) = parse(&response.body, Dialect::Json) else {
        return Poll::Failed(malformed("The answer holds no operation.", &response));
    };
    let operation = document.root();
    let status = operation.get("status").and_then(Value::as_str);
    match status {
        Some("succeeded") => Poll::Succeeded(response.body),
        Some("failed") => {
            let error = operation.get("error");
            let mut failure = unknown(
                FailureKind::Operation,
                "Graph's operation failed; the chat may exist without the app.",
            );
            describe(&mut failure, &response, &GraphError::default());
            failure.code = graph_error::code(error.and_then(|error| error.get("code")));
            failure.graph_message =
                error.and_then(|error| error.get("message")).and_then(Value::as_str).map(str::to_owned);
            failure.docs_url = Some(DocsPage::Operation.url());
            Poll::Failed(failure)
        }
        Some(_) => Poll::Running,
        None => Poll::Failed(malformed("The answer holds no operation.", &response)),
    }
}

fn refused(response: &HttpResponse) -> Poll {
    let mut failure = refusal("Graph refused to show the operation: ", response, hints::for_polling);
    failure.outcome = Outcome::Unknown;
    match claims::challenge(response) {
        Some(claims) => Poll::Challenge(claims, failure),
        None => Poll::Failed(failure),
    }
}

fn malformed(message: &'static str, response: &HttpResponse) -> Box<Failure> {
    let mut failure = unknown(FailureKind::Protocol, message);
    describe(&mut failure, response, &GraphError::default());
    failure
}

/// A failure of polling: Graph took the creation over, so the chat may always exist.
pub(crate) fn unknown(kind: FailureKind, message: &'static str) -> Box<Failure> {
    let mut failure = Failure::new(kind, message);
    failure.outcome = Outcome::Unknown;
    failure
}
