//! Creating one chat; before and after it, looking for the one that is there.

use std::cell::Cell;
use std::rc::Rc;

use super::client_options::{CallOptions, ClientOptions, IfExists, OnUnknown};
use super::look;
use super::port::Port;
use super::send::{Sender, Sends};
use super::wanted::Wanted;
use crate::body::{ChatBody, checked_body};
use crate::endpoints::{Repeat, Request, create_chat as endpoint};
use crate::results::{CreatedChat, Failure, FailureKind, Outcome};
use crate::rules::ChatType;

/// Checks a request, builds its body, and sends that as often as is needed and safe.
///
/// Creating a one-on-one chat is idempotent and repeated after unclear endings; creating a group is not, and is repeated only
/// where Graph documents that nothing was done, or with [`OnUnknown::Repeat`]. With [`OnUnknown::Look`] the group is looked for
/// then, and with [`IfExists::Reuse`] before it is created.
///
/// # Errors
/// Why no chat was made, and whether one may exist all the same.
pub async fn create_chat<P: Port>(
    port: &P,
    options: &ClientOptions,
    call: &CallOptions,
    request: &str,
) -> Result<CreatedChat, Box<Failure>> {
    let body = checked_body(request, &options.graph)?;
    let on_unknown = call.on_unknown.unwrap_or(options.on_unknown);
    let looks = on_unknown == OnUnknown::Look;
    let reuses = call.if_exists == IfExists::Reuse;
    if body.chat_type == ChatType::OneOnOne || !(looks || reuses) {
        return create(&mut Sender::new(port, options, call), options, on_unknown, body).await;
    }
    let wanted = Rc::new(Wanted::read(&body.text, &options.graph)?.into_created());
    let mut reader = Sender::new(port, options, call).silent();
    let user = call.user.as_deref();
    if reuses {
        let wanted = (Rc::clone(&wanted), None);
        let found = look::matches(&mut reader, options, user, &wanted, &Cell::new(true)).await?;
        if let Some(created) = look::newest(found, None, 0) {
            return Ok(created);
        }
    }
    let began_ms = port.now_ms();
    match create(&mut Sender::new(port, options, call), options, on_unknown, body).await {
        Err(failure)
            if looks && failure.outcome == Outcome::Unknown && failure.kind != FailureKind::Aborted =>
        {
            look::look(port, &mut reader, options, user, (wanted, began_ms), failure).await
        }
        result => result,
    }
}

async fn create<P: Port>(
    sender: &mut Sender<'_, P>,
    options: &ClientOptions,
    on_unknown: OnUnknown,
    body: ChatBody<'_>,
) -> Result<CreatedChat, Box<Failure>> {
    let (answer, attempts) = sender.send(request(options, on_unknown, body)).await?;
    Ok(endpoint::read(*answer, &options.graph, attempts))
}

/// The request for a body, which may be repeated where the options say so.
pub(super) fn request(options: &ClientOptions, on_unknown: OnUnknown, body: ChatBody<'_>) -> Request {
    let mut request = endpoint::request(&options.graph, body);
    if on_unknown == OnUnknown::Repeat && request.repeat == Repeat::IfNotDone {
        request.repeat = Repeat::IfUnknown;
    }
    request
}
