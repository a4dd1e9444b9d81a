//! *Add member to a chat*, `POST /chats/{id}/members`: <https://learn.microsoft.com/graph/api/chat-post-members>.

use super::endpoint::{Endpoint, Repeat, Request, chat_url};
use super::hints::{Permissions, hints};
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
    if_unknown: "Adding this member again is safe.",
    hints: hints! {
        400, "Must specify a role", AddMember,
            "A new member needs a role: owner, or guest for a guest of the tenant.";
        400, "RosterAddMemberBlocked", AddMember,
            "Nobody can be added to this chat. This has been seen with groups of two that were created through Graph: create a new group with all its members.";
        403, "InsufficientPrivileges", AddMember,
            "Nobody can be added: the members of a one-on-one chat are fixed (create a group), and only members of a group can add others.";
        403, "", AddMemberPermissions,
            "Adding a member needs {delegated}, and the signed-in user must be in the chat; an application needs {application}.";
        404, "", AddMember,
            "There is no chat with this id, or this user cannot see it.";
    },
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
