//! Polling the operation of a 202 until it ends.

use std::cell::Cell;

use super::attempt::{Attempted, Limit, Stopped, Tokens, aborted, attempt, stop};
use super::port::Port;
use super::race::{Raced, race};
use crate::client::client_options::{ClientOptions, WaitOptions};
use crate::endpoints::get_operation::{self as operation, Poll};
use crate::graph::location;
use crate::results::{Failure, FailureKind, Outcome};
use crate::text::uuid;

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
    let client_request_id = uuid::version_4(&|| port.random());
    let over = Cell::new(false);
    // A timer, not the clock: that may be set while we wait.
    let timer = port.sleep(wait.timeout_ms);
    let mut deadline: Limit<'_> = Box::pin(async {
        timer.await;
        over.set(true);
    });
    let mut request = operation::request(&url, &client_request_id);
    let mut attempts = 0_u32;
    let mut wait_ms = wait.poll_interval_ms;
    let mut claims: Option<String> = None;
    let mut asked = false;
    let tokens = Tokens::default();
    let end = |mut failure: Box<Failure>, attempts: u32| {
        failure.outcome = Outcome::Unknown;
        failure.attempts = attempts;
        failure.client_request_id = Some(client_request_id.clone());
        failure
    };
    loop {
        let pause = port.sleep(wait_ms.min(wait.timeout_ms));
        match race(stop(port, &mut deadline), pause).await {
            Raced::First(Stopped::Aborted) => return Err(end(aborted(), attempts)),
            Raced::First(Stopped::TimeIsOver) => return Err(end(too_late(), attempts)),
            Raced::Second(()) => {}
        }
        wait_ms = wait.poll_interval_ms;
        let limit: Limit<'_> = Box::pin(async {
            race(deadline.as_mut(), port.sleep(options.timeout_ms)).await;
        });
        match attempt(port, &tokens, &mut request, claims.take(), limit).await {
            Attempted::NotSent(failure) => return Err(end(failure, attempts)),
            Attempted::NotAnswered(failure) => {
                attempts = attempts.saturating_add(1);
                if failure.kind == FailureKind::Aborted {
                    return Err(end(failure, attempts));
                }
                if over.get() {
                    return Err(end(too_late(), attempts));
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
