//! The one loop for single calls, whatever the endpoint: attempts until an answer holds what its endpoint documents.

use super::attempt::{Boxed, Limit, Stopped, Tokens, aborted, attempt, pause};
use super::client_options::{CallOptions, ClientOptions};
use super::port::Port;
use super::retry::Next;
use super::retry_state::RetryState;
use crate::endpoints::{Answer, Request};
use crate::results::{Attempt, Failure};
use crate::text::uuid;

/// An answer that holds what its endpoint documents, and how many attempts it took.
pub(super) type Sent = Result<(Box<Answer>, u32), Box<Failure>>;

/// Sends a request as often as is needed and safe.
pub(super) trait Sends {
    fn send(&mut self, request: Request) -> Boxed<'_, Sent>;
}

/// What the requests of one call share.
pub(super) struct Sender<'p, P: Port> {
    port: &'p P,
    options: &'p ClientOptions,
    call: &'p CallOptions,
    tokens: Tokens,
    /// Of a challenge that came; every later token is asked for with them.
    claims: Option<String>,
    /// Whether the caller is told of attempts.
    reports: bool,
}

impl<'p, P: Port> Sender<'p, P> {
    pub(super) fn new(port: &'p P, options: &'p ClientOptions, call: &'p CallOptions) -> Self {
        Self { port, options, call, tokens: Tokens::default(), claims: None, reports: true }
    }

    /// The same, of whose attempts the caller is not told.
    pub(super) fn silent(self) -> Self {
        Self { reports: false, ..self }
    }

    async fn send_until_read(&mut self, request: Request) -> Sent {
        let Self { port, options, call, reports, .. } = *self;
        let client_request_id = match &call.client_request_id {
            Some(id) => id.clone(),
            None => uuid::version_4(&|| port.random()),
        };
        let timeout_ms = call.timeout_ms.unwrap_or(options.timeout_ms);
        let (endpoint, repeat) = (request.endpoint, request.repeat);
        let mut state = RetryState::new(port, options, &request);
        let mut http_request = request.into_http(&client_request_id);
        loop {
            let limit: Limit<'_> = Box::pin(port.sleep(timeout_ms));
            let attempted = attempt(port, &self.tokens, &mut http_request, self.claims.clone(), limit).await;
            let judged = match attempted.judge(endpoint, repeat, &options.graph, port.now_ms()) {
                Ok(judged) => judged,
                Err(failure) => return Err(state.end(failure, Some(client_request_id))),
            };
            state.mark_sent();
            let number = state.attempts();
            let report = |status: Option<u16>, request_id: &Option<String>, retry_in_ms: Option<u64>| {
                if reports {
                    let request_id = request_id.clone();
                    port.attempt_ended(&Attempt { number, status, request_id, retry_in_ms });
                }
            };
            let (ending, mut failure) = match judged {
                Ok(answer) => {
                    report(Some(answer.response.status), &answer.request_id, None);
                    return Ok((answer, number));
                }
                Err(failed) => failed,
            };
            let next = state.next(&ending, &failure, port.random());
            let wait_ms = match &next {
                Next::Stop => None,
                Next::After(wait_ms) => Some(*wait_ms),
                Next::WithClaims(_) => Some(0),
            };
            report(failure.status, &failure.request_id, wait_ms);
            match next {
                Next::Stop => return Err(state.end(failure, Some(client_request_id))),
                Next::WithClaims(claims) => self.claims = Some(claims),
                Next::After(wait_ms) => {
                    if pause(port, wait_ms).await == Stopped::Aborted {
                        let mut stopped = aborted();
                        stopped.retry_after_ms = failure.retry_after_ms.take();
                        return Err(state.end(stopped, Some(client_request_id)));
                    }
                }
            }
        }
    }
}

impl<P: Port> Sends for Sender<'_, P> {
    fn send(&mut self, request: Request) -> Boxed<'_, Sent> {
        Box::pin(self.send_until_read(request))
    }
}
