//! One member, in the short form or Graph's: memberNotObject, memberTypeMissing, memberTypeUnsupported, memberDuplicate, memberTenantIdInvalid, memberGuestWithTenantId, memberDateInvalid, memberHistoryAtCreation.

use super::user::{self, User};
use super::{Context, meant, properties, roles};
use crate::rules::checked::{CheckedMember, Role};
use crate::rules::issue::IssueCode;
use crate::rules::json_pointer::Pointer;
use crate::rules::seen_users::SeenUsers;
use crate::text::date_time::is_date_time;
use crate::text::json::{Kind, Value};
use crate::text::lexical::{is_guid, trim};

pub(super) fn check<'a>(
    context: &mut Context<'_>,
    value: Value<'a>,
    position: usize,
    pointer: &Pointer<'_>,
    members: &mut Vec<CheckedMember<'a>>,
    seen: &mut SeenUsers,
) {
    if !value.is_string() && !value.is_object() {
        let message = match value.kind() {
            Kind::Unreadable => meant::advice_for(value).unwrap_or(
                "The member cannot be read: write an object id or userPrincipalName, or a plain object.",
            ),
            _ => IssueCode::MemberNotObject.message(),
        };
        return context.report_with(IssueCode::MemberNotObject, pointer, message);
    }
    let [odata_type, roles, user, bind, role, tenant_id, date] = value.pick(&[
        "@odata.type",
        "roles",
        "user",
        "user@odata.bind",
        "role",
        "tenantId",
        "visibleHistoryStartDateTime",
    ]);
    let wire = odata_type.is_some() || roles.is_some() || bind.is_some();
    let user = if wire {
        check_type(context, odata_type, bind.is_none(), pointer);
        user::check_wire(context, value, user, bind, pointer)
    } else {
        user::check_short(context, value, user, pointer)
    };
    if let Some(user) = &user {
        check_duplicate(context, &user.id, pointer, members, seen);
    }
    let role = if wire {
        roles::check_wire(context, roles, pointer)
    } else {
        roles::check_short(context, role, pointer)
    };
    let tenant_id = check_tenant_id(context, tenant_id, pointer);
    if role == Some(Role::Guest) && tenant_id.is_some() {
        context.report_in(IssueCode::MemberGuestWithTenantId, pointer, if wire { "roles" } else { "role" });
    }
    let visible_history_start = check_date(context, date, pointer);
    let known = if wire { &properties::WIRE_MEMBER } else { &properties::SHORT_MEMBER };
    let annotations = properties::check(context, value, pointer, known);
    if let Some(User { id, bind }) = user {
        members.push(CheckedMember {
            position,
            id,
            bind,
            role: role.unwrap_or_default(),
            tenant_id,
            visible_history_start,
            annotations,
        });
    }
}

/// `is_short_but_for_roles` says that nothing else is of Graph's form.
fn check_type(
    context: &mut Context<'_>,
    value: Option<Value<'_>>,
    is_short_but_for_roles: bool,
    pointer: &Pointer<'_>,
) {
    let code = match value.map(|value| (value.kind(), value.as_str())) {
        None | Some((Kind::Null, _)) => IssueCode::MemberTypeMissing,
        Some((
            _,
            Some("microsoft.graph.aadUserConversationMember" | "#microsoft.graph.aadUserConversationMember"),
        )) => return,
        Some(_) => IssueCode::MemberTypeUnsupported,
    };
    if value.is_none() && is_short_but_for_roles {
        let message = "In the short form write role, not roles: { user: \"…\", role: \"owner\" }. In Graph's own form @odata.type is missing: write \"#microsoft.graph.aadUserConversationMember\".";
        return context.report_with(code, &pointer.property("@odata.type"), message);
    }
    context.report_in(code, pointer, "@odata.type");
}

fn check_duplicate(
    context: &mut Context<'_>,
    id: &str,
    pointer: &Pointer<'_>,
    members: &[CheckedMember<'_>],
    seen: &mut SeenUsers,
) {
    let id_of = |index: usize| members.get(index).map(|member| &*member.id);
    let earlier = seen.insert(id, members.len(), id_of).and_then(|index| members.get(index));
    if let Some(earlier) = earlier {
        let mut message = String::from("This is the same user as ");
        message.push_str(&Pointer::Root.property("members").element(earlier.position).to_text());
        message.push_str(": list each user once.");
        context.report_with(IssueCode::MemberDuplicate, pointer, message);
    }
}

fn check_tenant_id<'a>(
    context: &mut Context<'_>,
    value: Option<Value<'a>>,
    pointer: &Pointer<'_>,
) -> Option<Value<'a>> {
    let value = value.filter(|value| !value.is_null())?;
    match value.as_str() {
        Some(text) if trim(text).is_empty() => None,
        Some(text) if is_guid(text) => Some(value),
        _ => {
            context.report_in(IssueCode::MemberTenantIdInvalid, pointer, "tenantId");
            None
        }
    }
}

fn check_date<'a>(
    context: &mut Context<'_>,
    value: Option<Value<'a>>,
    pointer: &Pointer<'_>,
) -> Option<Value<'a>> {
    let value = value.filter(|value| !value.is_null())?;
    let pointer = &pointer.property("visibleHistoryStartDateTime");
    if value.as_str().is_some_and(is_date_time) {
        context.report(IssueCode::MemberHistoryAtCreation, pointer);
        return Some(value);
    }
    let message = meant::advice_for(value).unwrap_or(IssueCode::MemberDateInvalid.message());
    context.report_with(IssueCode::MemberDateInvalid, pointer, message);
    None
}
