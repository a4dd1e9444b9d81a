//! Sending *Create chat*: attempts until one is an answer.

use super::attempt::{Attempted, Limit, Stopped, Tokens, aborted, attempt, stop};
use super::port::Port;
use super::retry_state::Tries;
use crate::client::client_options::{CallOptions, ClientOptions};
use crate::client::retry::Next;
use crate::endpoints::Ending;
use crate::endpoints::create_chat;
use crate::results::{Attempt, CreatedChat, Failure};
use crate::text::uuid;

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
    let mut tries = Tries::default();
    let mut claims: Option<String> = None;
    loop {
        let limit: Limit<'_> = Box::pin(port.sleep(timeout_ms));
        let (ending, mut failure) = match attempt(port, &tokens, &mut request, claims.clone(), limit).await {
            Attempted::NotSent(failure) => return Err(tries.end(failure, Some(client_request_id))),
            Attempted::NotAnswered(failure) => {
                tries.count();
                (Ending::Unclear, failure)
            }
            Attempted::Answered(response) => {
                tries.count();
                let status = response.status;
                match create_chat::read(response, &options.graph, port.now_ms()).settle(tries.attempts) {
                    Ok(created) => {
                        let request_id = created.request_id().map(str::to_owned);
                        report(port, &tries, Some(status), request_id, None);
                        return Ok(created);
                    }
                    Err(failed) => failed,
                }
            }
        };
        let next = tries.next(port, options, safe_to_repeat, &ending, &failure);
        let wait_ms = match &next {
            Next::Stop => None,
            Next::After(wait_ms) => Some(*wait_ms),
            Next::WithClaims(_) => Some(0),
        };
        report(port, &tries, failure.status, failure.request_id.clone(), wait_ms);
        match next {
            Next::Stop => return Err(tries.end(failure, Some(client_request_id))),
            Next::WithClaims(asked) => claims = Some(asked),
            Next::After(wait_ms) => {
                let mut pause: Limit<'_> = Box::pin(port.sleep(wait_ms));
                if stop(port, &mut pause).await == Stopped::Aborted {
                    let mut stopped = aborted();
                    stopped.retry_after_ms = failure.retry_after_ms.take();
                    return Err(tries.end(stopped, Some(client_request_id)));
                }
            }
        }
    }
}

fn report<P: Port>(
    port: &P,
    tries: &Tries,
    status: Option<u16>,
    request_id: Option<String>,
    retry_in_ms: Option<u64>,
) {
    port.attempt_ended(&Attempt { number: tries.attempts, status, request_id, retry_in_ms });
}
