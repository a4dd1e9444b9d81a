//! What an answer means by its status, whatever the endpoint.

use super::endpoint::Endpoint;
use super::{Ending, hints, messages};
use crate::graph::graph_error::GraphError;
use crate::graph::{GraphOptions, HttpResponse, claims, retry_after};
use crate::results::{Failure, FailureKind};
use crate::text::json::{Value, read};

/// An answer that holds what its endpoint documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) response: HttpResponse,
    /// Graph's.
    pub(crate) request_id: Option<String>,
}

/// How an attempt went wrong. Whether the call's outcome is certain is left to the loop, which knows what came before.
pub(crate) type Failed = (Ending, Box<Failure>);

/// Reads an answer.
pub(crate) fn judge(
    endpoint: &Endpoint,
    response: HttpResponse,
    options: &GraphOptions,
    now_ms: u64,
) -> Result<Box<Answer>, Failed> {
    let lacks = match response.status {
        200..=299 => match (endpoint.check)(&response, options) {
            Ok(()) => {
                let request_id = response.headers.get("request-id").map(str::to_owned);
                return Ok(Box::new(Answer { response, request_id }));
            }
            Err(lacks) => lacks,
        },
        400..=599 => return Err(refused(endpoint, &response, now_ms)),
        0 | 300..=399 => "The answer is a redirect, which is not followed.",
        _ => "The answer has a status that Graph does not use.",
    };
    let mut failure = Failure::new(FailureKind::Protocol, lacks);
    describe(&mut failure, &response, None);
    Err((Ending::Malformed, failure))
}

/// It comes to the caller where nobody can be asked for another token, or the other one was refused as well.
const CHALLENGED: &str = "Graph asks for another token, with claims (continuous access evaluation): give auth as a function or a credential, which is asked again with them, and let the user sign in.";

fn refused(endpoint: &Endpoint, response: &HttpResponse, now_ms: u64) -> Failed {
    let error = GraphError::read(&response.body);
    let message = messages::of_status(endpoint.action, response.status);
    let mut failure = Failure::new(FailureKind::Graph, message);
    failure.retry_after_ms = retry_after::read(&response.headers, now_ms);
    if let Some((hint, page)) = hints::find(endpoint.hints, &endpoint.permissions, response.status, &error) {
        failure.hint = Some(hint);
        failure.docs_url = Some(page.url());
    }
    describe(&mut failure, response, error.request_id);
    failure.code = error.code;
    failure.inner_codes = error.inner_codes;
    failure.graph_message = error.message;
    failure.graph_inner_message = error.inner_message;
    let ending = match response.status {
        401 => match claims::challenge(response) {
            Some(claims) => {
                failure.hint = Some(CHALLENGED.into());
                Ending::Challenge(claims)
            }
            None => Ending::Refused,
        },
        429 => Ending::Throttled,
        503 if failure.retry_after_ms.is_some() => Ending::Unavailable,
        500.. => Ending::Unclear,
        _ => Ending::Refused,
    };
    (ending, failure)
}

/// Status and request id, which every answer has; the id may stand in the body alone.
pub(super) fn describe(failure: &mut Failure, response: &HttpResponse, id_in_body: Option<String>) {
    failure.status = (response.status != 0).then_some(response.status);
    failure.request_id = response.headers.get("request-id").map(str::to_owned).or(id_in_body);
}

/// Whether an answer holds a resource: a chat, a message.
pub(super) fn has_id(response: &HttpResponse) -> bool {
    read(&response.body).get("id").and_then(Value::as_str).is_some_and(|id| !id.is_empty())
}

/// Whether an answer holds a page of a list, for [`Endpoint::check`].
pub(super) fn is_page(response: &HttpResponse, _: &GraphOptions) -> Result<(), &'static str> {
    let is_page = read(&response.body).get("value").is_some_and(Value::is_array);
    is_page.then_some(()).ok_or("The answer holds no list.")
}
