//! A chat, `GET /chats/{id}`: <https://learn.microsoft.com/graph/api/chat-get>.

use super::answer::is_chat;
use super::endpoint::{Endpoint, Permissions, Repeat, Request, url};
use super::hints::Endpoints;
use crate::graph::chat_id::push_chat_path;
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
    hints: Endpoints::GET_CHAT,
    check: |response, _| is_chat(response).then_some(()).ok_or("The answer holds no chat."),
};

/// The request for the chat of this id.
pub(crate) fn request(options: &GraphOptions, id: &str) -> Request {
    let mut url = url(options, "");
    push_chat_path(&mut url, id);
    Request { endpoint: &GET_CHAT, url, body: None, repeat: Repeat::Always }
}
