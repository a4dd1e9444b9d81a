//! Whom a member names: memberUserMissing, memberUserInline, memberUserInvalid, memberUserUnusual.

use std::borrow::Cow;

use super::{Context, bind, properties};
use crate::graph::class_of;
use crate::rules::issue::IssueCode;
use crate::rules::json_pointer::Pointer;
use crate::text::json::Value;
use crate::text::lexical::{is_guid, is_upn_shaped, is_white_space, trim, utf16_length};
use crate::text::search;

/// UTF-16 units.
const LONGEST_USER: usize = 1_024;

/// A user, and the bind URL that names it where one was given that is right as it stands.
pub(super) struct User<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) bind: Option<Value<'a>>,
}

/// A member in the short form: a bare string, or an object with `user`.
pub(super) fn check_short<'a>(
    context: &mut Context<'_>,
    member: Value<'a>,
    user: Option<Value<'a>>,
    pointer: &Pointer<'_>,
) -> Option<User<'a>> {
    if member.is_string() {
        named(context, Some(member), member, pointer, pointer)
    } else {
        named(context, user, member, pointer, &pointer.property("user"))
    }
}

/// The user that a string names; `at` is where that stands.
fn named<'a>(
    context: &mut Context<'_>,
    user: Option<Value<'a>>,
    member: Value<'a>,
    pointer: &Pointer<'_>,
    at: &Pointer<'_>,
) -> Option<User<'a>> {
    let user = user.filter(|user| user.is_string()).map(Value::as_str);
    let id = match user.map(|id| id.map(trim)) {
        None | Some(Some("")) => {
            report_missing(context, member, pointer);
            return None;
        }
        Some(None) => {
            context.report(IssueCode::MemberUserInvalid, at);
            return None;
        }
        Some(Some(id)) => id,
    };
    judge(context, id, at).then_some(User { id: Cow::Borrowed(id), bind: None })
}

/// A member in Graph's form.
pub(super) fn check_wire<'a>(
    context: &mut Context<'_>,
    member: Value<'a>,
    user: Option<Value<'a>>,
    bind: Option<Value<'a>>,
    pointer: &Pointer<'_>,
) -> Option<User<'a>> {
    let user = user.filter(|user| !user.is_null());
    if let Some(url) = bind.filter(|url| !url.is_null()) {
        if user.is_some() {
            context.report_in(IssueCode::PropertyUnknown, pointer, "user");
        }
        if url.as_str().is_some_and(|text| trim(text).is_empty()) {
            report_missing(context, member, pointer);
            return None;
        }
        return bind::check_user(context, url, &pointer.property("user@odata.bind"));
    }
    match user {
        Some(user) if user.is_object() => check_inline(context, user, member, pointer),
        Some(_) => {
            context.report_with(
                IssueCode::PropertyUnknown,
                &pointer.property("user"),
                "A member with @odata.type or roles names its user by user@odata.bind; user belongs to the short form.",
            );
            None
        }
        None => {
            report_missing(context, member, pointer);
            None
        }
    }
}

fn check_inline<'a>(
    context: &mut Context<'_>,
    user: Value<'a>,
    member: Value<'a>,
    pointer: &Pointer<'_>,
) -> Option<User<'a>> {
    let at = &pointer.property("user");
    let id = user.get("id");
    let has_id = id.and_then(Value::as_str).is_some_and(|id| !trim(id).is_empty());
    if has_id {
        context.report(IssueCode::MemberUserInline, at);
    }
    let named = named(context, id, member, pointer, at);
    if has_id {
        properties::check(context, user, at, &properties::INLINE_USER);
    }
    named
}

fn report_missing(context: &mut Context<'_>, member: Value<'_>, pointer: &Pointer<'_>) {
    const EXPECTED: [&str; 2] = ["user", "user@odata.bind"];
    let near = member.properties().find_map(|(name, _)| {
        EXPECTED
            .iter()
            .find(|expected| name.eq_ignore_ascii_case(expected) && name != **expected)
            .map(|expected| (name, expected))
    });
    let Some((name, expected)) = near else {
        return context.report(IssueCode::MemberUserMissing, pointer);
    };
    let mut message = String::from("The member has no user: ");
    message.push_str(name);
    message.push_str(" must be written ");
    message.push_str(expected);
    message.push('.');
    context.report_with(IssueCode::MemberUserMissing, pointer, message);
}

/// Reports what is wrong or unusual about an id; whether it can be used.
fn judge(context: &mut Context<'_>, id: &str, pointer: &Pointer<'_>) -> bool {
    if is_guid(id) {
        return true;
    }
    if let Some(message) = why_invalid(id) {
        context.report_with(IssueCode::MemberUserInvalid, pointer, message);
        return false;
    }
    warn_if_unusual(context, id, pointer);
    true
}

pub(super) fn warn_if_unusual(context: &mut Context<'_>, id: &str, pointer: &Pointer<'_>) {
    if !is_guid(id) && !is_upn_shaped(id) {
        context.report(IssueCode::MemberUserUnusual, pointer);
    }
}

/// Why an id can be no user's; `None` when it can.
pub(super) fn why_invalid(id: &str) -> Option<&'static str> {
    if is_plainly_valid(id) {
        None
    } else if id.eq_ignore_ascii_case("me") {
        Some("Graph refuses \"me\" as a member: write the caller's object id or userPrincipalName.")
    } else if search::contains_any(id, b",;") {
        Some("This looks like a list of users: write each as a member of its own.")
    } else if matches!(id, "." | "..") || search::contains_any(id, b"/\\?") {
        Some(
            "A user is an object id or userPrincipalName as the directory shows it: no URL, no path, nothing escaped.",
        )
    } else if id.chars().any(|letter| letter.is_control() || is_white_space(letter)) {
        Some(
            "The user holds white space or a control character inside: write an object id or userPrincipalName, not a display name.",
        )
    } else if utf16_length(id) > LONGEST_USER {
        Some("The user is over 1,024 characters long: write an object id or userPrincipalName.")
    } else {
        None
    }
}

/// Whether a look at each byte is enough, as for nearly every id.
fn is_plainly_valid(id: &str) -> bool {
    // `me`, `.` and `..` are shorter.
    (3..=LONGEST_USER).contains(&id.len()) && id.bytes().all(|byte| class_of(byte) != 0)
}
