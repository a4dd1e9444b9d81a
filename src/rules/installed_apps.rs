//! installedAppsNotArray, installedAppsTooMany, installedAppInvalid, installedAppUnusual.

use super::{Context, bind, meant, permission_set, properties};
use crate::graph::bind_url::{self, Target};
use crate::rules::checked::{AppReference, CheckedApp};
use crate::rules::issue::IssueCode;
use crate::rules::json_pointer::Pointer;
use crate::text::json::Value;
use crate::text::lexical::{is_guid, trim};

pub(super) fn check<'a>(context: &mut Context<'_>, value: Option<Value<'a>>) -> Option<CheckedApp<'a>> {
    let pointer = &Pointer::Property(&Pointer::Root, "installedApps");
    let value = value.filter(|value| !value.is_null())?;
    if !value.is_array() {
        context.report(IssueCode::InstalledAppsNotArray, pointer);
        return None;
    }
    if value.elements().count() > 1 {
        context.report(IssueCode::InstalledAppsTooMany, pointer);
    }
    let mut checked = None;
    for (position, app) in value.elements().enumerate() {
        checked = check_app(context, app, &pointer.element(position));
    }
    checked
}

fn check_app<'a>(context: &mut Context<'_>, app: Value<'a>, pointer: &Pointer<'_>) -> Option<CheckedApp<'a>> {
    let bind_url = app.get("teamsApp@odata.bind");
    let reference = if let Some(url) = bind_url {
        check_bind_url(context, url, pointer)
    } else {
        let id = if app.is_object() { app.get("teamsApp") } else { Some(app) };
        let id = id.and_then(Value::as_str).map(trim).filter(|id| is_app_id(id));
        warn_if_unusual(context, id, pointer);
        id.map(AppReference::Id)
    };
    if reference.is_none() {
        let wanted: &[&str] = if bind_url.is_some() { &[] } else { &["teamsApp", "teamsApp@odata.bind"] };
        context.report_meant(IssueCode::InstalledAppInvalid, pointer, app, (wanted, meant::APP));
    }
    let set = app.get("consentedPermissionSet").filter(|set| !set.is_null());
    if let Some(set) = set {
        permission_set::check(context, set, &pointer.property("consentedPermissionSet"));
    }
    let known = if bind_url.is_some() { &properties::WIRE_APP } else { &properties::SHORT_APP };
    let annotations = properties::check(context, app, pointer, known);
    Some(CheckedApp { reference: reference?, consented_permission_set: set, annotations })
}

fn check_bind_url<'a>(
    context: &mut Context<'_>,
    url: Value<'a>,
    pointer: &Pointer<'_>,
) -> Option<AppReference<'a>> {
    let parsed = bind_url::parse(url.as_str()?, Target::TeamsApp, context.options).ok()?;
    is_app_id(&parsed.id).then_some(())?;
    warn_if_unusual(context, Some(&parsed.id), pointer);
    bind::check_root(context, &parsed, &pointer.property("teamsApp@odata.bind"));
    Some(AppReference::Bind(url))
}

fn warn_if_unusual(context: &mut Context<'_>, id: Option<&str>, pointer: &Pointer<'_>) {
    if id.is_some_and(|id| !is_guid(id)) {
        context.report(IssueCode::InstalledAppUnusual, pointer);
    }
}

/// Whether this can be the id of an app: a GUID, or a name as built-in apps have it.
fn is_app_id(id: &str) -> bool {
    id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
        && id.bytes().any(|byte| byte.is_ascii_alphanumeric())
}
