//! *Send message in a chat*, `POST /chats/{id}/messages`: <https://learn.microsoft.com/graph/api/chat-post-messages>.

use super::answer::has_id;
use super::endpoint::{Endpoint, Repeat, Request, chat_url};
use super::hints::{Permissions, hints};
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
    hints: hints! {
        401, "application-only", SendMessage,
            "Only a delegated token can send messages, even where an application created the chat: sign in as a member of the chat.";
        403, "Missing role permissions", SendMessage,
            "Only a delegated token can send messages, even where an application created the chat: sign in as a member of the chat.";
        403, "application-only", SendMessage,
            "Only a delegated token can send messages, even where an application created the chat: sign in as a member of the chat.";
        403, "", SendPermissions,
            "Sending needs {delegated} in a delegated token, and the signed-in user must be in the chat.";
        404, "", SendMessage,
            "There is no chat with this id, or this user cannot see it.";
        413, "", SendMessage,
            "The message is too large: Teams takes about 28 kB. Send several.";
    },
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
