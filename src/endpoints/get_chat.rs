//! A chat, `GET /chats/{id}`: <https://learn.microsoft.com/graph/api/chat-get>.

use super::answer::has_id;
use super::endpoint::{Endpoint, Request, chat_url};
use super::hints::{Permissions, hints};
use crate::graph::{DocsPage, GraphOptions, Method};

/// To read chats, their members, and operations on them.
pub(super) const READ_CHATS: Permissions = Permissions {
    delegated: "Chat.ReadBasic, Chat.Read or Chat.ReadWrite",
    application: "Chat.ReadBasic.All, Chat.Read.All or Chat.ReadWrite.All",
    page: DocsPage::ReadPermissions,
};

pub(crate) static GET_CHAT: Endpoint = Endpoint {
    action: "show the chat",
    method: Method::Get,
    headers: &[],
    permissions: READ_CHATS,
    if_unknown: "",
    hints: hints! {
        403, "", ReadPermissions,
            "Reading this needs more than Chat.Create: {delegated}; an application needs {application}. The chat is being created all the same.";
    },
    check: |response, _| has_id(response).then_some(()).ok_or("The answer holds no chat."),
};

/// The request for the chat of this id.
pub(crate) fn request(options: &GraphOptions, id: &str) -> Request {
    Request::reading(&GET_CHAT, chat_url(options, id, ""))
}
