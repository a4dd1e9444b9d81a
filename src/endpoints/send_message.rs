//! *Send message in a chat*, `POST /chats/{id}/messages`: <https://learn.microsoft.com/graph/api/chat-post-messages>.

use super::answer::has_id;
use super::endpoint::{Endpoint, Permissions, Repeat, Request, chat_url};
use super::hints::Endpoints;
use crate::graph::{DocsPage, GraphOptions, Method};

pub(crate) static SEND_MESSAGE: Endpoint = Endpoint {
    action: "send the message",
    method: Method::Post,
    headers: &[],
    permissions: Permissions {
        delegated: "ChatMessage.Send or Chat.ReadWrite",
        application: "none but Teamwork.Migrate.All, and that for imports only",
        page: DocsPage::SendPermissions,
    },
    if_unknown: "The message may have been sent: read the chat before sending it again.",
    hints: Endpoints::SEND_MESSAGE,
    check: |response, _| has_id(response).then_some(()).ok_or("The answer holds no message."),
};

/// The request for a message's body. Each one that arrives makes another message.
pub(crate) fn request(options: &GraphOptions, chat_id: &str, body: String) -> Request {
    Request {
        endpoint: &SEND_MESSAGE,
        url: chat_url(options, chat_id, "/messages"),
        body: Some(body),
        repeat: Repeat::IfNotDone,
    }
}
