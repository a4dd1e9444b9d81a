//! A chat, `GET /chats/{id}`: <https://learn.microsoft.com/graph/api/chat-get>.

use super::answer::has_id;
use super::endpoint::{Endpoint, Permissions, Request, chat_url};
use super::hints::Endpoints;
use crate::graph::{DocsPage, GraphOptions, Method};

pub(crate) static GET_CHAT: Endpoint = Endpoint {
    action: "show the chat",
    method: Method::Get,
    headers: &[],
    permissions: Permissions {
        delegated: "Chat.ReadBasic, Chat.Read or Chat.ReadWrite",
        application: "Chat.ReadBasic.All, Chat.Read.All or Chat.ReadWrite.All",
        page: DocsPage::ReadPermissions,
    },
    if_unknown: "",
    hints: Endpoints::GET_CHAT,
    check: |response, _| has_id(response).then_some(()).ok_or("The answer holds no chat."),
};

/// The request for the chat of this id.
pub(crate) fn request(options: &GraphOptions, id: &str) -> Request {
    Request::reading(&GET_CHAT, chat_url(options, id, ""))
}
