//! *Add member to a chat*, `POST /chats/{id}/members`: <https://learn.microsoft.com/graph/api/chat-post-members>.

use super::endpoint::{Endpoint, Permissions, Repeat, Request, chat_url};
use super::hints::Endpoints;
use crate::graph::{DocsPage, GraphOptions, Method};

pub(crate) static ADD_MEMBER: Endpoint = Endpoint {
    action: "add the member",
    method: Method::Post,
    headers: &[],
    permissions: Permissions {
        delegated: "ChatMember.ReadWrite or Chat.ReadWrite",
        application: "ChatMember.ReadWrite.All or Chat.ReadWrite.All",
        page: DocsPage::AddMemberPermissions,
    },
    if_unknown: "",
    hints: Endpoints::ADD_MEMBER,
    // Graph answers without a body; a page to sign in at is none of its answers.
    check: |response, _| {
        let is_graphs = response.body.is_empty() || response.body.starts_with('{');
        is_graphs.then_some(()).ok_or("The answer is not Graph's.")
    },
};

/// The request for a member's body. Who is in a chat already is not added twice.
pub(crate) fn request(options: &GraphOptions, chat_id: &str, body: String) -> Request {
    Request {
        endpoint: &ADD_MEMBER,
        url: chat_url(options, chat_id, "/members"),
        body: Some(body),
        repeat: Repeat::Always,
    }
}
