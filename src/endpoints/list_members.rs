//! *List members of a chat*, `GET /chats/{id}/members`: <https://learn.microsoft.com/graph/api/chat-list-members>.

use super::answer::is_page;
use super::endpoint::{Endpoint, Request, chat_url};
use super::hints::{Permissions, hints};
use crate::graph::{DocsPage, GraphOptions, Method};

pub(crate) static LIST_MEMBERS: Endpoint = Endpoint {
    action: "list the members",
    method: Method::Get,
    headers: &[],
    permissions: Permissions {
        delegated: "ChatMember.Read or Chat.ReadBasic",
        application: "ChatMember.Read.All or Chat.ReadBasic.All",
        page: DocsPage::MemberPermissions,
    },
    if_unknown: "",
    hints: hints! {
        403, "", ReadPermissions,
            "Listing members needs more than Chat.Create: {delegated}, and the signed-in user must be in the chat; an application needs {application}.";
    },
    check: is_page,
};

/// The request for the first page of a chat's members.
pub(crate) fn request(options: &GraphOptions, chat_id: &str) -> Request {
    Request::reading(&LIST_MEMBERS, chat_url(options, chat_id, "/members"))
}
