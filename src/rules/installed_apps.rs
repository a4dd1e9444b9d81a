//! installedAppsNotArray, installedAppsTooMany, installedAppInvalid.

use super::{Context, bind, permission_set, properties};
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
        id.and_then(Value::as_str).map(trim).filter(|id| is_guid(id)).map(AppReference::Id)
    };
    if reference.is_none() {
        context.report(IssueCode::InstalledAppInvalid, pointer);
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
    let text = url.as_str()?;
    bind::check_app(context, text, &pointer.property("teamsApp@odata.bind")).ok()?;
    Some(AppReference::Bind(url))
}
