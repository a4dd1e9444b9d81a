//! Creating one chat.

use super::client_options::{CallOptions, ClientOptions};
use super::port::Port;
use super::send::Sender;
use crate::body::{ChatBody, checked_body};
use crate::endpoints::{Repeat, Request, create_chat as endpoint};
use crate::results::{CreatedChat, Failure};
use crate::text::json::Dialect;

/// Checks a request, builds its body, and sends that as often as is needed and safe.
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
    request: &str,
) -> Result<CreatedChat, Box<Failure>> {
    send_body(port, options, call, checked_body(request, &options.graph, Dialect::Json)?).await
}

/// Sends a body that was checked.
pub(crate) async fn send_body<P: Port>(
    port: &P,
    options: &ClientOptions,
    call: &CallOptions,
    body: ChatBody<'_>,
) -> Result<CreatedChat, Box<Failure>> {
    let request = request(options, body);
    let (answer, attempts) = Sender::new(port, options, call).send(request).await?;
    Ok(endpoint::read(answer, &options.graph, attempts))
}

/// The request for a body, which may be repeated where the options say so.
pub(super) fn request(options: &ClientOptions, body: ChatBody<'_>) -> Request {
    let mut request = endpoint::request(&options.graph, body);
    if options.retry_unknown_outcome {
        request.repeat = Repeat::Always;
    }
    request
}
