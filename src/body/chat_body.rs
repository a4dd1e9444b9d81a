//! The body of `POST /chats`, in the key order of Graph's examples.

use crate::graph::GraphOptions;
use crate::graph::bind_url::{push_root, push_user_id};
use crate::rules::{Annotations, AppReference, ChatType, CheckedApp, CheckedChat, CheckedMember, Role};
use crate::text::json::{push_quoted, push_value};

/// The body of a request that has no error.
pub(crate) fn chat_body(chat: &CheckedChat<'_>, chat_type: ChatType, options: &GraphOptions) -> String {
    let mut body = String::with_capacity(chat.members.len().saturating_mul(200).saturating_add(256));
    let out = &mut body;
    out.push_str("{\"chatType\":\"");
    out.push_str(chat_type.name());
    out.push('"');
    if let Some(topic) = chat.topic {
        out.push_str(",\"topic\":");
        push_value(out, topic);
    }
    out.push_str(",\"members\":[");
    let users = users_root(options);
    for (index, member) in chat.members.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push_member(out, member, &users);
    }
    out.push(']');
    if let Some(app) = &chat.installed_app {
        out.push_str(",\"installedApps\":[");
        push_app(out, app, options);
        out.push(']');
    }
    if let Some(annotations) = chat.annotations {
        push_annotations(out, annotations);
    }
    out.push('}');
    body
}

/// What stands before the bind URL of a member of this role.
pub(crate) const fn member_opening(role: Role) -> &'static str {
    match role {
        Role::Owner => {
            r##"{"@odata.type":"#microsoft.graph.aadUserConversationMember","roles":["owner"],"user@odata.bind":""##
        }
        Role::Guest => {
            r##"{"@odata.type":"#microsoft.graph.aadUserConversationMember","roles":["guest"],"user@odata.bind":""##
        }
    }
}

/// What stands before the id in a bind URL of a user.
pub(crate) fn users_root(options: &GraphOptions) -> String {
    let mut root = String::with_capacity(64);
    push_root(&mut root, options.cloud, options.api_version);
    root.push_str("users('");
    root
}

pub(super) fn push_member(out: &mut String, member: &CheckedMember<'_>, users: &str) {
    out.push_str(member_opening(member.role));
    if let Some(url) = member.bind {
        out.push_str(url.raw());
    } else {
        out.push_str(users);
        push_user_id(out, &member.id);
        out.push_str("')");
    }
    out.push('"');
    if let Some(tenant_id) = member.tenant_id {
        out.push_str(",\"tenantId\":");
        push_value(out, tenant_id);
    }
    if let Some(start) = member.visible_history_start {
        out.push_str(",\"visibleHistoryStartDateTime\":");
        push_value(out, start);
    }
    push_annotations(out, member.annotations);
    out.push('}');
}

fn push_app(out: &mut String, app: &CheckedApp<'_>, options: &GraphOptions) {
    out.push_str("{\"teamsApp@odata.bind\":\"");
    match &app.reference {
        AppReference::Id(id) => {
            push_root(out, options.cloud, options.api_version);
            out.push_str("appCatalogs/teamsApps/");
            out.push_str(id);
        }
        AppReference::Bind(url) => out.push_str(url.raw()),
    }
    out.push('"');
    if let Some(set) = app.consented_permission_set {
        out.push_str(",\"consentedPermissionSet\":");
        push_value(out, set);
    }
    push_annotations(out, app.annotations);
    out.push('}');
}

fn push_annotations(out: &mut String, annotations: Annotations<'_>) {
    for (name, value) in annotations.iter() {
        out.push(',');
        push_quoted(out, name);
        out.push(':');
        push_value(out, value);
    }
}
