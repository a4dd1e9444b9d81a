//! Waiting for the operation of a 202: where and when to ask as a pure decision, and a loop that does it.
//!
//! Operations are documented on beta alone. So one whose location names no version is asked for in the client's version, then on
//! beta; where neither knows it, the chat itself says that it is there.

use std::cell::Cell;

use super::attempt::{Limit, Stopped, Tokens, aborted, attempt, stop};
use super::client_options::{ClientOptions, WaitOptions};
use super::port::Port;
use super::race::{Raced, race};
use crate::endpoints::get_operation::{self, Operation};
use crate::endpoints::{Answer, Ending, Failed, Request, get_chat};
use crate::graph::GraphOptions;
use crate::graph::cloud::ApiVersion;
use crate::graph::location::Location;
use crate::results::{Failure, FailureKind, Outcome};
use crate::text::uuid;

/// Polls until Graph says that the operation has ended; gives it as Graph's JSON text. Where Graph knows no such operation and the
/// chat is there, gives the chat in its place.
///
/// # Errors
/// The operation failed, cannot be read, or did not end in time. The chat may exist in each case.
pub async fn wait_for_operation<P: Port>(
    port: &P,
    options: &ClientOptions,
    wait: WaitOptions,
    location: &str,
) -> Result<String, Box<Failure>> {
    let Some(location) = Location::read(location, &options.graph) else {
        let message = "The operation is on another origin, which is not followed.";
        let mut failure = Failure::new(FailureKind::Protocol, message);
        failure.outcome = Outcome::Unknown;
        return Err(failure);
    };
    let client_request_id = uuid::version_4(&|| port.random());
    let over = Cell::new(false);
    // A timer, not the clock: that may be set while we wait.
    let timer = port.sleep(wait.timeout_ms);
    let mut deadline: Limit<'_> = Box::pin(async {
        timer.await;
        over.set(true);
    });
    let mut polling = Polling::new(&options.graph, location, port.can_answer_claims());
    let tokens = Tokens::default();
    let mut claims: Option<String> = None;
    let mut wait_ms = wait.poll_interval_ms;
    let mut attempts = 0_u32;
    let mut failure = loop {
        let pause = port.sleep(wait_ms.min(wait.timeout_ms));
        match race(stop(port, &mut deadline), pause).await {
            Raced::First(Stopped::Aborted) => break aborted(),
            Raced::First(Stopped::TimeIsOver) => break polling.too_late(),
            Raced::Second(()) => {}
        }
        let limit: Limit<'_> = Box::pin(async {
            race(deadline.as_mut(), port.sleep(options.timeout_ms)).await;
        });
        let request = polling.request();
        let (endpoint, repeat) = (request.endpoint, request.repeat);
        let mut request = request.into_http(&client_request_id);
        let attempted = attempt(port, &tokens, &mut request, claims.clone(), limit).await;
        let judged = match attempted.judge(endpoint, repeat, &options.graph, port.now_ms()) {
            Ok(judged) => judged,
            Err(failure) => break failure,
        };
        attempts = attempts.saturating_add(1);
        wait_ms = match polling.next(judged) {
            Next::Done(resource) => return Ok(resource),
            Next::Fail(failure) => break failure,
            _ if over.get() => break polling.too_late(),
            Next::Poll { asked_ms } => asked_ms.unwrap_or(0).max(wait.poll_interval_ms),
            Next::PollElsewhere { asked_ms } => asked_ms.unwrap_or(0),
            Next::PollWithClaims(asked) => {
                claims = Some(asked);
                0
            }
        };
    };
    // Graph took the creation over, so the chat may always exist.
    failure.outcome = Outcome::Unknown;
    failure.attempts = attempts;
    failure.client_request_id = Some(client_request_id);
    Err(failure)
}

/// What follows from an answer.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    /// The wait has ended, with this resource as Graph's JSON text.
    Done(String),
    /// After an interval, or as long as Graph asks.
    Poll {
        asked_ms: Option<u64>,
    },
    /// In another place, at once or as late as Graph asks.
    PollElsewhere {
        asked_ms: Option<u64>,
    },
    /// At once, with a token for these claims.
    PollWithClaims(String),
    Fail(Box<Failure>),
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Operation(ApiVersion),
    Chat,
}

/// The decisions of a wait.
struct Polling<'w> {
    options: &'w GraphOptions,
    location: Location<'w>,
    chat_id: Option<String>,
    place: Place,
    /// Whether the operation was read, and so is known where it was.
    is_found: bool,
    can_answer_claims: bool,
    /// The last refusal, for what it says to do.
    refusal: Option<Box<Failure>>,
}

impl<'w> Polling<'w> {
    fn new(options: &'w GraphOptions, location: Location<'w>, can_answer_claims: bool) -> Self {
        let chat = location.chat();
        let place = match chat {
            Some((_, true)) => Place::Chat,
            _ => Place::Operation(location.version.unwrap_or(options.api_version)),
        };
        let chat_id = chat.map(|(id, _)| id);
        Self { options, location, chat_id, place, is_found: false, can_answer_claims, refusal: None }
    }

    fn request(&self) -> Request {
        match (self.place, &self.chat_id) {
            (Place::Chat, Some(id)) => get_chat::request(self.options, id),
            (Place::Operation(version), _) => {
                get_operation::request(self.location.url(self.options, version))
            }
            (Place::Chat, None) => {
                get_operation::request(self.location.url(self.options, self.options.api_version))
            }
        }
    }

    fn next(&mut self, judged: Result<Box<Answer>, Failed>) -> Next {
        match (judged, self.place) {
            (Ok(answer), Place::Chat) => Next::Done(answer.response.body),
            (Ok(answer), Place::Operation(_)) => {
                self.is_found = true;
                match get_operation::read(*answer) {
                    Operation::Running => Next::Poll { asked_ms: None },
                    Operation::Succeeded(operation) => Next::Done(operation),
                    Operation::Failed(failure) => Next::Fail(failure),
                }
            }
            (Err((_, failure)), _) if failure.kind == FailureKind::Aborted => Next::Fail(failure),
            (Err((Ending::Throttled | Ending::Unavailable | Ending::Unclear, failure)), _) => {
                Next::Poll { asked_ms: failure.retry_after_ms }
            }
            (Err((Ending::Challenge(claims), _)), _) if self.can_answer_claims => {
                self.can_answer_claims = false;
                Next::PollWithClaims(claims)
            }
            (Err((_, refusal)), Place::Chat) => {
                let asked_ms = refusal.retry_after_ms;
                self.refusal = Some(refusal);
                Next::Poll { asked_ms }
            }
            (Err((Ending::Refused, failure)), _) if self.goes_elsewhere(&failure) => {
                Next::PollElsewhere { asked_ms: failure.retry_after_ms }
            }
            (Err((_, failure)), _) => Next::Fail(failure),
        }
    }

    /// Goes on to the next place where this answer says that there is no such operation here.
    fn goes_elsewhere(&mut self, failure: &Failure) -> bool {
        let is_unknown = !self.is_found && matches!(failure.status, Some(400 | 404));
        let next = match self.place {
            Place::Operation(ApiVersion::V1) => Some(Place::Operation(ApiVersion::Beta)),
            Place::Operation(ApiVersion::Beta) if self.chat_id.is_some() => Some(Place::Chat),
            Place::Operation(ApiVersion::Beta) | Place::Chat => None,
        };
        match next.filter(|_| is_unknown && self.location.version.is_none()) {
            Some(next) => self.place = next,
            None => return false,
        }
        true
    }

    fn too_late(&self) -> Box<Failure> {
        let mut failure = Failure::new(FailureKind::Timeout, "The operation did not end in time.");
        failure.hint = Some("The chat may be there already: wait again, or longer (timeoutMs).".into());
        if let Some(refusal) = &self.refusal {
            failure.hint.clone_from(&refusal.hint);
            failure.docs_url = refusal.docs_url;
        }
        failure
    }
}
