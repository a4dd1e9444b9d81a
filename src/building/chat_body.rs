//! The body of `POST /chats`, in the key order of Graph's examples.

use super::bind_url::{push_root, push_user_id};
use super::graph_options::GraphOptions;
use crate::json::{push_quoted, push_value};
use crate::validation::{Annotations, AppReference, ChatType, CheckedApp, CheckedChat, CheckedMember, Role};

/// Appends the body of a request that has no error.
pub(crate) fn push_chat_body(out: &mut String, chat: &CheckedChat<'_>, options: &GraphOptions) {
    out.reserve(chat.members.len().saturating_mul(200).saturating_add(256));
    out.push_str("{\"chatType\":\"");
    out.push_str(chat.chat_type.unwrap_or(ChatType::Group).name());
    out.push('"');
    if let Some(topic) = chat.topic {
        out.push_str(",\"topic\":");
        push_value(out, topic);
    }
    out.push_str(",\"members\":[");
    let openings = MemberOpening::of_roles(options);
    for (index, member) in chat.members.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        let [owner, guest] = &openings;
        push_member(out, member, if member.role == Role::Owner { owner } else { guest });
    }
    out.push(']');
    if !chat.installed_apps.is_empty() {
        out.push_str(",\"installedApps\":[");
        for (index, app) in chat.installed_apps.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            push_app(out, app, options);
        }
        out.push(']');
    }
    if let Some(annotations) = chat.annotations {
        push_annotations(out, annotations);
    }
    out.push('}');
}

/// What stands before the bind URL of a member, and the beginning of one that is built.
pub(crate) struct MemberOpening {
    pub(crate) type_and_roles: String,
    pub(crate) root: String,
}

impl MemberOpening {
    /// Of an owner and of a guest.
    pub(crate) fn of_roles(options: &GraphOptions) -> [Self; 2] {
        [Role::Owner, Role::Guest].map(|role| Self::new(role, options))
    }

    fn new(role: Role, options: &GraphOptions) -> Self {
        let mut type_and_roles =
            String::from("{\"@odata.type\":\"#microsoft.graph.aadUserConversationMember\",\"roles\":[\"");
        type_and_roles.push_str(role.name());
        type_and_roles.push_str("\"],\"user@odata.bind\":\"");
        let mut root = String::new();
        push_root(&mut root, options.cloud, options.api_version);
        root.push_str("users('");
        Self { type_and_roles, root }
    }

    /// How many bytes a built member takes beside its id.
    pub(crate) fn length(&self) -> usize {
        self.type_and_roles.len().saturating_add(self.root.len()).saturating_add("')\"},".len())
    }
}

fn push_member(out: &mut String, member: &CheckedMember<'_>, opening: &MemberOpening) {
    out.push_str(&opening.type_and_roles);
    if let Some(url) = member.bind {
        out.push_str(url.raw());
    } else {
        out.push_str(&opening.root);
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
