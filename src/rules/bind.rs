//! Bind URLs of users and apps: bindUrlInvalid, bindUrlForeignHost, bindUrlOtherVersion.

use std::borrow::Cow;

use super::user::{self, User};
use super::{Context, user_id};
use crate::graph::bind_url::{self, BindUrl, BindUrlError, Target};
use crate::rules::issue::IssueCode;
use crate::rules::json_pointer::Pointer;
use crate::text::json::Value;
use crate::text::lexical::trim;

/// A user's bind URL.
pub(super) fn check_user<'a>(
    context: &mut Context<'_>,
    value: Value<'a>,
    pointer: &Pointer<'_>,
) -> Option<User<'a>> {
    let Some(text) = value.as_str() else {
        context.report(IssueCode::BindUrlInvalid, pointer);
        return None;
    };
    let url = match bind_url::parse(text, Target::User, context.options) {
        Ok(url) => url,
        Err(error) => {
            context.report_with(IssueCode::BindUrlInvalid, pointer, why_invalid(error));
            return None;
        }
    };
    check_root(context, &url, pointer);
    let id = trim(&url.id);
    let why = if id.is_empty() { Some("user@odata.bind names no user.") } else { user_id::why_invalid(id) };
    if let Some(message) = why {
        context.report_with(IssueCode::BindUrlInvalid, pointer, message);
        return None;
    }
    user::warn_if_unusual(context, id, pointer);
    if id.len() == url.id.len() {
        Some(User { id: url.id, bind: Some(value) })
    } else {
        Some(User { id: Cow::Owned(id.to_owned()), bind: None })
    }
}

/// Host and version of a bind URL.
pub(super) fn check_root(context: &mut Context<'_>, url: &BindUrl<'_>, pointer: &Pointer<'_>) {
    if !url.own_host {
        let mut message = String::from("The host of the bind URL is not that of the chosen cloud: write ");
        message.push_str(context.options.cloud.host());
        message.push_str(", or choose the other cloud.");
        context.report_with(IssueCode::BindUrlForeignHost, pointer, message);
    }
    if url.version != context.options.api_version {
        context.report(IssueCode::BindUrlOtherVersion, pointer);
    }
}

fn why_invalid(error: BindUrlError) -> &'static str {
    match error {
        BindUrlError::Relative => {
            "user@odata.bind must be an absolute https URL: https://HOST/VERSION/users('ID')."
        }
        BindUrlError::Query => "user@odata.bind must have no query: write https://HOST/VERSION/users('ID').",
        BindUrlError::Fragment => "The URL ends at its '#': in a guest's #EXT# write %23EXT%23.",
        BindUrlError::Me => {
            "Graph refuses /me here: write https://HOST/VERSION/users('ID') with the caller's own id."
        }
        BindUrlError::Shape => IssueCode::BindUrlInvalid.message(),
    }
}
