//! What was probably meant: other names of a property, and values that JavaScript has in place of text or a list.

use crate::text::json::{Class, Value};

/// Names that people write, and the name that is meant. Letter case does not count.
pub(super) type Meant = &'static [(&'static str, &'static str)];

pub(super) const CHAT: Meant = &[
    ("type", "chatType"),
    ("kind", "chatType"),
    ("title", "topic"),
    ("name", "topic"),
    ("subject", "topic"),
    ("displayName", "topic"),
    ("member", "members"),
    ("users", "members"),
    ("participants", "members"),
    ("installedApp", "installedApps"),
    ("apps", "installedApps"),
    ("teamsApp", "installedApps"),
];

pub(super) const MEMBER: Meant = &[
    ("id", "user"),
    ("userId", "user"),
    ("objectId", "user"),
    ("oid", "user"),
    ("userPrincipalName", "user"),
    ("upn", "user"),
    ("email", "user"),
    ("emailAddress", "user"),
    ("mail", "user"),
    ("@odata.bind", "user@odata.bind"),
    ("tenant", "tenantId"),
];

/// In Graph's form the user stands in the bind.
pub(super) const WIRE_MEMBER: Meant = &[("role", "roles"), ("@odata.bind", "user@odata.bind")];

pub(super) const APP: Meant = &[
    ("id", "teamsApp"),
    ("appId", "teamsApp"),
    ("teamsAppId", "teamsApp"),
    ("app", "teamsApp"),
    ("@odata.bind", "teamsApp@odata.bind"),
];

/// The name that is meant by another: one of `known` in other letters, or what `meant` says.
pub(super) fn name_meant_by(name: &str, known: &[&'static str], meant: Meant) -> Option<&'static str> {
    let in_other_letters = known.iter().find(|known| known.eq_ignore_ascii_case(name));
    in_other_letters.copied().or_else(|| {
        meant.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, wanted)| *wanted)
    })
}

/// The first property of an object that was meant to be one of `wanted`: its name as the tables write it, and what it should be.
pub(super) fn property_meant<'a>(
    object: Value<'a>,
    wanted: &[&'static str],
    meant: Meant,
) -> Option<(&'a str, &'static str)> {
    object.properties().find_map(|(name, value)| {
        let right = name_meant_by(name, wanted, meant)?;
        (wanted.contains(&right) && name != right && !value.is_null()).then_some((name, right))
    })
}

/// What a value is that JSON cannot hold, and what to do with it.
pub(super) fn advice_for(value: Value<'_>) -> Option<&'static str> {
    match value.class() {
        Class::Set => Some("This is a Set: write [...members]."),
        Class::Map => Some(
            "This is a Map: write [...members.keys()] or [...members.values()], for a request Object.fromEntries(map).",
        ),
        Class::Promise => Some("This is a Promise: await it first; many are awaited by Promise.all."),
        Class::Date => Some("This is a Date: write date.toISOString()."),
        _ => None,
    }
}
