//! consentedPermissionSetInvalid.

use super::{Context, properties};
use crate::rules::issue::IssueCode;
use crate::rules::json_pointer::Pointer;
use crate::text::json::Value;
use crate::text::lexical::trim;

pub(super) fn check(context: &mut Context<'_>, set: Value<'_>, pointer: &Pointer<'_>) {
    let permissions = set
        .get("resourceSpecificPermissions")
        .filter(|permissions| permissions.is_array() && permissions.elements().all(is_permission));
    let Some(permissions) = permissions else {
        return context.report(IssueCode::ConsentedPermissionSetInvalid, pointer);
    };
    // Annotations stay where they are: a set is kept as given.
    let at = pointer.property("resourceSpecificPermissions");
    for (position, permission) in permissions.elements().enumerate() {
        properties::check(context, permission, &at.element(position), &properties::PERMISSION);
    }
    properties::check(context, set, pointer, &properties::PERMISSION_SET);
}

fn is_permission(permission: Value<'_>) -> bool {
    let texts =
        permission.pick(&["permissionValue", "permissionType"]).map(|value| value.and_then(Value::as_str));
    matches!(texts, [Some(value), Some("application" | "delegated")] if !trim(value).is_empty())
}
