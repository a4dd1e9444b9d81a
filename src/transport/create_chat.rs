//! Sending *Create chat*: attempts until one is an answer.

use super::attempt::{Attempted, Limit, Stopped, Tokens, aborted, attempt, stop};
use super::port::Port;
use crate::model::{Attempt, CreatedChat, Failure, FailureKind, Outcome};
use crate::protocol::client_options::{CallOptions, ClientOptions};
use crate::protocol::create_chat;
use crate::protocol::retry::{Ending, Next, Used, decide};
use crate::protocol::uuid;

/// Sends a body that [`build_chat`](crate::build_chat) made, as often as is needed and safe.
///
/// Creating a one-on-one chat is idempotent and repeated after unclear endings; creating a group is not, and is repeated only
/// where Graph documents that nothing was done, or with `retry_unknown_outcome`.
///
/// # Errors
/// Why no chat was made, and whether one may exist all the same.
pub async fn create_chat<P: Port>(
    port: &P,
    options: &ClientOptions,
    call: &CallOptions,
    body: String,
) -> Result<CreatedChat, Box<Failure>> {
    let client_request_id = match &call.client_request_id {
        Some(given) => given.clone(),
        None => uuid::version_4(&|| port.random()),
    };
    let safe_to_repeat = create_chat::is_safe_to_repeat(&body);
    let mut request = create_chat::request(&options.graph, body, &client_request_id);
    let timeout_ms = call.timeout_ms.unwrap_or(options.timeout_ms);
    let tokens = Tokens::default();
    let mut sent = Sent::default();
    let mut claims: Option<String> = None;
    loop {
        let limit: Limit<'_> = Box::pin(port.sleep(timeout_ms));
        let (ending, mut failure) = match attempt(port, &tokens, &mut request, claims.clone(), limit).await {
            Attempted::NotSent(failure) => return Err(sent.end(failure, client_request_id)),
            Attempted::NotAnswered(failure) => {
                sent.count();
                (Ending::Unclear, failure)
            }
            Attempted::Answered(response) => {
                sent.count();
                let status = response.status;
                match create_chat::read(response, &options.graph, port.now_ms()).settle(sent.attempts) {
                    Ok(created) => {
                        sent.report(port, Some(status), created.request_id().map(str::to_owned), None);
                        return Ok(created);
                    }
                    Err(failed) => failed,
                }
            }
        };
        sent.unknown |= ending.leaves_unknown();
        let next = if failure.kind == FailureKind::Aborted {
            Next::Stop
        } else {
            let can_ask = port.can_answer_claims();
            decide(
                &ending,
                failure.retry_after_ms,
                safe_to_repeat,
                can_ask,
                sent.used,
                options,
                port.random(),
            )
        };
        let wait_ms = match &next {
            Next::Stop => None,
            Next::After(wait_ms) => Some(*wait_ms),
            Next::WithClaims(_) => Some(0),
        };
        sent.report(port, failure.status, failure.request_id.clone(), wait_ms);
        match next {
            Next::Stop => return Err(sent.end(failure, client_request_id)),
            Next::WithClaims(asked) => {
                sent.used.claims = true;
                // The repeat counts in what is reported, not against the maximum.
                sent.used.attempts = sent.used.attempts.saturating_sub(1);
                claims = Some(asked);
            }
            Next::After(wait_ms) => {
                let mut pause: Limit<'_> = Box::pin(port.sleep(wait_ms));
                if stop(port, &mut pause).await == Stopped::Aborted {
                    let mut stopped = aborted();
                    stopped.retry_after_ms = failure.retry_after_ms.take();
                    return Err(sent.end(stopped, client_request_id));
                }
            }
        }
    }
}

/// What a call has sent so far.
#[derive(Default)]
struct Sent {
    attempts: u32,
    used: Used,
    /// Whether the chat may exist.
    unknown: bool,
}

impl Sent {
    fn count(&mut self) {
        self.attempts = self.attempts.saturating_add(1);
        self.used.attempts = self.used.attempts.saturating_add(1);
    }

    fn report<P: Port>(
        &self,
        port: &P,
        status: Option<u16>,
        request_id: Option<String>,
        retry_in_ms: Option<u64>,
    ) {
        port.attempt_ended(&Attempt { number: self.attempts, status, request_id, retry_in_ms });
    }

    fn end(&self, mut failure: Box<Failure>, client_request_id: String) -> Box<Failure> {
        failure.attempts = self.attempts;
        failure.client_request_id = Some(client_request_id);
        if self.unknown {
            failure.outcome = Outcome::Unknown;
        }
        failure
    }
}
