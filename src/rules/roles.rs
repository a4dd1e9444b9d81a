//! memberRolesMissing, memberRolesTooMany, memberRoleUnknown.

use super::Context;
use crate::rules::checked::Role;
use crate::rules::issue::IssueCode;
use crate::rules::json_pointer::Pointer;
use crate::text::json::Value;

/// `roles` of Graph's form.
pub(super) fn check_wire(
    context: &mut Context<'_>,
    roles: Option<Value<'_>>,
    pointer: &Pointer<'_>,
) -> Option<Role> {
    let pointer = &pointer.property("roles");
    let mut elements = roles.map(Value::elements);
    let mut next = || elements.as_mut().and_then(Iterator::next);
    match (next(), next()) {
        (None, _) => context.report(IssueCode::MemberRolesMissing, pointer),
        (Some(role), None) => return read(context, role, &pointer.element(0)),
        (Some(_), Some(_)) => context.report(IssueCode::MemberRolesTooMany, pointer),
    }
    None
}

/// `role` of the short form; owner when absent.
pub(super) fn check_short(
    context: &mut Context<'_>,
    role: Option<Value<'_>>,
    pointer: &Pointer<'_>,
) -> Option<Role> {
    match role.filter(|role| !role.is_null()) {
        None => Some(Role::Owner),
        Some(role) => read(context, role, &pointer.property("role")),
    }
}

fn read(context: &mut Context<'_>, role: Value<'_>, pointer: &Pointer<'_>) -> Option<Role> {
    let name = role.as_str();
    let known = name.and_then(Role::from_name);
    if known.is_none() {
        let message = match name {
            Some("member") => {
                "Graph refuses the role \"member\" here: write \"owner\", or \"guest\" for a guest of the tenant."
            }
            _ => IssueCode::MemberRoleUnknown.message(),
        };
        context.report_with(IssueCode::MemberRoleUnknown, pointer, message);
    }
    known
}
