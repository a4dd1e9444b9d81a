//! *Create chat*: the request, what an answer to it means, and what its failures say.
//! See <https://learn.microsoft.com/graph/api/chat-post>.

use super::Ending;
use super::hints::Hint;
use super::{hints, messages};
use crate::graph::GraphOptions;
use crate::graph::graph_error::GraphError;
use crate::graph::{HttpRequest, HttpResponse, Method};
use crate::graph::{claims, location, retry_after};
use crate::results::{CreatedChat, Failure, FailureKind};
use crate::text::json::{Dialect, parse};

/// The request for a body, complete but for the token.
pub(crate) fn request(options: &GraphOptions, body: String, client_request_id: &str) -> HttpRequest {
    post(options, "/chats", body, client_request_id)
}

/// A request with a body to what stands below the version.
pub(super) fn post(options: &GraphOptions, path: &str, body: String, client_request_id: &str) -> HttpRequest {
    let mut url = String::new();
    options.push_request_root(&mut url);
    url.push('/');
    url.push_str(options.api_version.name());
    url.push_str(path);
    HttpRequest {
        method: Method::Post,
        url,
        headers: vec![
            ("Content-Type", "application/json".to_owned()),
            ("client-request-id", client_request_id.to_owned()),
        ],
        body: Some(body),
    }
}

/// Whether a body may be sent again when it is not known what became of it: Graph returns the one-on-one chat that exists, and makes
/// another group.
pub(crate) fn is_safe_to_repeat(body: &str) -> bool {
    body.starts_with("{\"chatType\":\"oneOnOne\"")
}

/// What an answer means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The chat, as Graph's JSON text.
    Created { chat: String, request_id: Option<String> },
    /// The operation's location as given, and the chat it is for.
    Accepted { location: String, chat_id: Option<String>, request_id: Option<String> },
    /// Neither.
    Failed(Ending, Box<Failure>),
}

impl Answer {
    /// Graph's `request-id`.
    pub(crate) fn request_id_mut(&mut self) -> &mut Option<String> {
        match self {
            Answer::Created { request_id, .. } | Answer::Accepted { request_id, .. } => request_id,
            Answer::Failed(_, failure) => &mut failure.request_id,
        }
    }

    /// The result of the call when it is one, after so many attempts.
    pub(crate) fn settle(self, attempts: u32) -> Result<CreatedChat, (Ending, Box<Failure>)> {
        match self {
            Answer::Created { chat, request_id } => Ok(CreatedChat::Created { chat, request_id, attempts }),
            Answer::Accepted { location, chat_id, request_id } => {
                Ok(CreatedChat::Accepted { chat_id, location, request_id, attempts })
            }
            Answer::Failed(ending, failure) => Err((ending, failure)),
        }
    }
}

/// Reads an answer to *Create chat*. The failure's outcome is left to the caller, who knows what came before.
pub(crate) fn read(response: HttpResponse, options: &GraphOptions, now_ms: u64) -> Answer {
    let request_id = response.headers.get("request-id").map(str::to_owned);
    match response.status {
        200 | 201 if is_chat(&response.body) => Answer::Created { chat: response.body, request_id },
        202 => match response.headers.get("location") {
            Some(location) if location::resolve(location, options).is_some() => Answer::Accepted {
                chat_id: location::chat_id(location),
                location: location.to_owned(),
                request_id,
            },
            Some(_) => malformed("Graph's 202 points to another origin, which is not followed.", &response),
            None => {
                malformed("Graph's 202 says no Location, so its operation cannot be followed.", &response)
            }
        },
        400..=599 => refused(&response, now_ms),
        0 | 300..=399 => malformed("The answer is a redirect, which is not followed.", &response),
        _ => malformed("The answer holds no chat.", &response),
    }
}

fn is_chat(body: &str) -> bool {
    parse(body, Dialect::Json).is_some_and(|document| {
        document.root().get("id").and_then(crate::text::json::Value::as_str).is_some_and(|id| !id.is_empty())
    })
}

fn malformed(message: &'static str, response: &HttpResponse) -> Answer {
    let mut failure = Failure::new(FailureKind::Protocol, message);
    describe(&mut failure, response, &GraphError::default());
    Answer::Failed(Ending::Malformed, failure)
}

fn refused(response: &HttpResponse, now_ms: u64) -> Answer {
    let what = match response.status {
        429 => "Graph throttled the creation of the chat: ",
        500.. => "Graph failed while it created the chat: ",
        _ => "Graph refused to create the chat: ",
    };
    let mut failure = refusal(what, response, hints::for_creation);
    failure.retry_after_ms = retry_after::read(&response.headers, now_ms);
    let ending = match response.status {
        401 => claims::challenge(response).map_or(Ending::Refused, Ending::Challenge),
        429 => Ending::Throttled,
        503 if failure.retry_after_ms.is_some() => Ending::Unavailable,
        500.. => Ending::Unclear,
        _ => Ending::Refused,
    };
    Answer::Failed(ending, failure)
}

/// What Graph says in a refusal.
pub(super) fn refusal(
    what: &str,
    response: &HttpResponse,
    hint: fn(u16, &GraphError) -> Option<Hint>,
) -> Box<Failure> {
    let error = GraphError::read(&response.body);
    let mut failure = Failure::new(FailureKind::Graph, messages::of_status(what, response.status));
    describe(&mut failure, response, &error);
    if let Some(hint) = hint(response.status, &error) {
        failure.hint = Some(hint.text);
        failure.docs_url = Some(hint.page.url());
    }
    failure.code = error.code;
    failure.inner_codes = error.inner_codes;
    failure.graph_message = error.message;
    failure
}

/// Status and request id, which every answer has.
pub(crate) fn describe(failure: &mut Failure, response: &HttpResponse, error: &GraphError) {
    failure.status = (response.status != 0).then_some(response.status);
    failure.request_id =
        response.headers.get("request-id").map(str::to_owned).or_else(|| error.request_id.clone());
}
