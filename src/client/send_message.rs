//! Sending a message into a chat.

use super::client_options::{CallOptions, ClientOptions};
use super::list_members::check_chat_id;
use super::port::Port;
use super::send::{Sender, Sends};
use crate::body::message_body;
use crate::endpoints::send_message as endpoint;
use crate::results::{Failure, SentMessage};

/// Sends a message: JSON text of a string, of `{ content, contentType }`, or of Graph's own chatMessage.
///
/// See <https://learn.microsoft.com/graph/api/chat-post-messages>.
///
/// # Errors
/// Why it was not sent, or why nobody knows: each one that arrives is another message, so that it is repeated only where it is
/// certain that it did not.
pub async fn send_message<P: Port>(
    port: &P,
    options: &ClientOptions,
    call: &CallOptions,
    chat_id: &str,
    message: &str,
) -> Result<SentMessage, Box<Failure>> {
    check_chat_id(chat_id)?;
    let body = message_body(message)?;
    let request = endpoint::request(&options.graph, chat_id, body);
    let (answer, attempts) = Sender::new(port, options, call).send(request).await?;
    Ok(SentMessage { message: answer.response.body, request_id: answer.request_id, attempts })
}
