//! consentedPermissionSetInvalid.

use super::{Context, properties};
use crate::json::Value;
use crate::validation::issue::IssueCode;
use crate::validation::json_pointer::Pointer;

pub(super) fn check(context: &mut Context<'_>, set: Value<'_>, pointer: Pointer<'_>) {
    let only = |object: Value<'_>, names: &[&str]| {
        object.properties().all(|(name, value)| {
            names.contains(&&*name) || (name.contains('@') && properties::is_json(value))
        })
    };
    let is_permission = |permission: Value<'_>| {
        let text = |name| permission.get(name).and_then(Value::as_str);
        text("permissionValue").is_some_and(|value| !value.trim().is_empty())
            && matches!(text("permissionType").as_deref(), Some("application" | "delegated"))
            && only(permission, &["permissionValue", "permissionType"])
    };
    let permissions = set.get("resourceSpecificPermissions").filter(|permissions| permissions.is_array());
    let valid = permissions.is_some_and(|permissions| permissions.elements().all(is_permission))
        && only(set, &["resourceSpecificPermissions"]);
    if !valid {
        context.report(IssueCode::ConsentedPermissionSetInvalid, pointer);
    }
}
