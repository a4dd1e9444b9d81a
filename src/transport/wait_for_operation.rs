//! Polling the operation of a 202 until it ends.

use super::attempt::{Attempted, aborted, attempt};
use super::port::Port;
use super::race::{Raced, race};
use crate::model::{Failure, FailureKind, Outcome};
use crate::protocol::client_options::{ClientOptions, WaitOptions};
use crate::protocol::operation::{self, Poll};
use crate::protocol::{location, uuid};

/// Polls until Graph says that the operation has ended; gives it as Graph's JSON text.
///
/// # Errors
/// The operation failed, cannot be read, or did not end in time. The chat may exist in each case.
pub async fn wait_for_operation<P: Port>(
    port: &P,
    options: &ClientOptions,
    wait: WaitOptions,
    location: &str,
) -> Result<String, Box<Failure>> {
    let Some(url) = location::resolve(location, &options.graph) else {
        let message = "The location of the operation is not on the chosen cloud, so it is not followed.";
        return Err(operation::unknown(FailureKind::Protocol, message));
    };
    let client_request_id = uuid::version_4(|| port.random());
    let deadline_ms = port.now_ms().saturating_add(wait.timeout_ms);
    let mut attempts = 0_u32;
    let mut wait_ms = wait.poll_interval_ms;
    let mut claims: Option<String> = None;
    let mut asked = false;
    let end = |mut failure: Box<Failure>, attempts: u32| {
        failure.outcome = Outcome::Unknown;
        failure.attempts = attempts;
        failure.client_request_id = Some(client_request_id.clone());
        failure
    };
    loop {
        let left_ms = deadline_ms.saturating_sub(port.now_ms());
        if wait_ms >= left_ms {
            // Nothing can be learned any more, but the caller was promised this long.
            return match race(port.aborted(), port.sleep(left_ms)).await {
                Raced::First(()) => Err(end(aborted(), attempts)),
                Raced::Second(()) => Err(end(too_late(), attempts)),
            };
        }
        if let Raced::First(()) = race(port.aborted(), port.sleep(wait_ms)).await {
            return Err(end(aborted(), attempts));
        }
        let left_ms = deadline_ms.saturating_sub(port.now_ms());
        let timeout_ms = options.timeout_ms.min(left_ms);
        let request = operation::request(&url, &client_request_id);
        wait_ms = wait.poll_interval_ms;
        match attempt(port, request, claims.take().as_deref(), timeout_ms).await {
            Attempted::NotSent(failure) => return Err(end(failure, attempts)),
            Attempted::NotAnswered(failure) => {
                attempts = attempts.saturating_add(1);
                if failure.kind == FailureKind::Aborted {
                    return Err(end(failure, attempts));
                }
            }
            Attempted::Answered(response) => {
                attempts = attempts.saturating_add(1);
                match operation::read(response, port.now_ms()) {
                    Poll::Running => {}
                    Poll::Succeeded(operation) => return Ok(operation),
                    Poll::Again(retry_after_ms) => wait_ms = retry_after_ms.unwrap_or(0).max(wait_ms),
                    Poll::Challenge(challenge, _) if !asked && port.can_answer_claims() => {
                        asked = true;
                        claims = Some(challenge);
                        wait_ms = 0;
                    }
                    Poll::Challenge(_, failure) | Poll::Failed(failure) => {
                        return Err(end(failure, attempts));
                    }
                }
            }
        }
    }
}

fn too_late() -> Box<Failure> {
    operation::unknown(FailureKind::Timeout, "The operation did not end in time.")
}
