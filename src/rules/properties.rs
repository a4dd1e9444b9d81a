//! Everything else in an object: propertyUnknown, propertyReadOnly, and the annotations to keep.

use super::Context;
use super::meant::{self, Meant};
use crate::rules::checked::Annotations;
use crate::rules::issue::IssueCode;
use crate::rules::json_pointer::Pointer;
use crate::text::json::{Kind, Value};
use crate::text::search;

/// What Graph declares for one kind of object: the union of its schemas of all clouds and versions.
pub(super) struct Declared {
    /// Read by the rules of that object.
    inputs: &'static [&'static str],
    /// Declared, but not to be given.
    read_only: &'static [&'static str],
    /// Written in their place.
    meant: Meant,
}

pub(super) const CHAT: Declared = Declared {
    inputs: &["chatType", "topic", "members", "installedApps"],
    read_only: &[
        "id",
        "createdBy",
        "createdDateTime",
        "isHiddenForAllMembers",
        "lastMessagePreview",
        "lastUpdatedDateTime",
        "messages",
        "migrationMode",
        "onlineMeetingInfo",
        "operations",
        "originalCreatedDateTime",
        "permissionGrants",
        "pinnedMessages",
        "tabs",
        "targetedMessages",
        "tenantId",
        "viewpoint",
        "webUrl",
    ],
    meant: meant::CHAT,
};

const MEMBER_READ_ONLY: &[&str] = &["id", "displayName", "email", "userId"];

pub(super) const SHORT_MEMBER: Declared = Declared {
    inputs: &["user", "role", "tenantId", "visibleHistoryStartDateTime"],
    read_only: MEMBER_READ_ONLY,
    meant: meant::MEMBER,
};

/// `user` is among the inputs because the rules of the user judge it.
pub(super) const WIRE_MEMBER: Declared = Declared {
    inputs: &["@odata.type", "roles", "user", "user@odata.bind", "tenantId", "visibleHistoryStartDateTime"],
    read_only: MEMBER_READ_ONLY,
    meant: meant::WIRE_MEMBER,
};

pub(super) const INLINE_USER: Declared = Declared { inputs: &["id"], read_only: &[], meant: &[] };

const APP_READ_ONLY: &[&str] = &["id", "scopeInfo", "teamsAppDefinition"];

pub(super) const SHORT_APP: Declared =
    Declared { inputs: &["teamsApp", "consentedPermissionSet"], read_only: APP_READ_ONLY, meant: meant::APP };

pub(super) const WIRE_APP: Declared = Declared {
    inputs: &["teamsApp@odata.bind", "consentedPermissionSet"],
    read_only: APP_READ_ONLY,
    meant: &[],
};

pub(super) const PERMISSION_SET: Declared =
    Declared { inputs: &["resourceSpecificPermissions"], read_only: &[], meant: &[] };

pub(super) const PERMISSION: Declared =
    Declared { inputs: &["permissionValue", "permissionType"], read_only: &[], meant: &[] };

/// Reports each property that Graph does not take; gives the annotations.
pub(super) fn check<'a>(
    context: &mut Context<'_>,
    object: Value<'a>,
    pointer: &Pointer<'_>,
    declared: &Declared,
) -> Annotations<'a> {
    for (name, value) in object.properties() {
        if declared.inputs.contains(&name) {
            continue;
        }
        let at = &pointer.property(name);
        if search::contains(name, "@") {
            if !is_json(value) {
                context.report_with(
                    IssueCode::PropertyUnknown,
                    at,
                    "The value of this annotation cannot be written as JSON.",
                );
            }
        } else if declared.read_only.contains(&name) {
            context.report(IssueCode::PropertyReadOnly, at);
        } else {
            report_unknown(context, name, at, declared);
        }
    }
    Annotations { object, properties: declared.inputs }
}

fn report_unknown(context: &mut Context<'_>, name: &str, pointer: &Pointer<'_>, declared: &Declared) {
    let near = meant::name_meant_by(name, declared.inputs, declared.meant)
        .or_else(|| meant::name_meant_by(name, declared.read_only, &[]));
    if name.starts_with("odata.") {
        context.report_with(
            IssueCode::PropertyUnknown,
            pointer,
            "An annotation starts with '@': write @odata.type.",
        );
    } else if let Some(near) = near {
        let message = String::from_iter([name, " is not one of Graph's properties here: write ", near, "."]);
        context.report_with(IssueCode::PropertyUnknown, pointer, message);
    } else {
        context.report(IssueCode::PropertyUnknown, pointer);
    }
}

/// Whether all of a value can be written as JSON.
fn is_json(value: Value<'_>) -> bool {
    match value.kind() {
        Kind::Unreadable => false,
        Kind::EscapedString => value.as_str().is_some(),
        Kind::Array => value.elements().all(is_json),
        Kind::Object => value.properties().all(|(_, property)| is_json(property)),
        _ => true,
    }
}
