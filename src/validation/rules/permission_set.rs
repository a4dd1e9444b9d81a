//! consentedPermissionSetInvalid.

use super::{Context, properties};
use crate::json::Value;
use crate::validation::issue::IssueCode;
use crate::validation::json_pointer::Pointer;
use crate::validation::text::trim;

pub(super) fn check(context: &mut Context<'_>, set: Value<'_>, pointer: &Pointer<'_>) {
    let permissions = set.get("resourceSpecificPermissions").filter(|permissions| permissions.is_array());
    if !permissions.is_some_and(|permissions| permissions.elements().all(is_permission)) {
        context.report(IssueCode::ConsentedPermissionSetInvalid, pointer);
        return;
    }
    // Annotations stay where they are: a set is kept as given.
    let at = pointer.property("resourceSpecificPermissions");
    for (position, permission) in permissions.into_iter().flat_map(Value::elements).enumerate() {
        properties::check(context, permission, &at.element(position), &properties::PERMISSION);
    }
    properties::check(context, set, pointer, &properties::PERMISSION_SET);
}

fn is_permission(permission: Value<'_>) -> bool {
    let text = |name| permission.get(name).and_then(Value::as_str);
    text("permissionValue").is_some_and(|value| !trim(value).is_empty())
        && matches!(text("permissionType"), Some("application" | "delegated"))
}
