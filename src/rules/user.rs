//! Whom a member names: memberUserMissing, memberUserInline; whether that can be a user is for `user_id` to say.

use std::borrow::Cow;

use super::{Context, bind, meant, properties, user_id};
use crate::rules::issue::IssueCode;
use crate::rules::json_pointer::Pointer;
use crate::text::json::Value;
use crate::text::lexical::{is_guid, trim};

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
    let at = &pointer.property("user");
    let (user, at) = if member.is_string() { (Some(member), pointer) } else { (user, at) };
    let caller = context.options.caller.as_deref();
    let is_me = user.and_then(Value::as_str).is_some_and(|id| user_id::is_me(trim(id)));
    if let Some(caller) = caller.filter(|_| is_me) {
        return judge(context, caller, at).then(|| User { id: Cow::Owned(caller.to_owned()), bind: None });
    }
    named(context, user, member, pointer, at)
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
    const CODE: IssueCode = IssueCode::MemberUserMissing;
    let [user, id, user_id, principal_name] = member.pick(&["user", "id", "userId", "userPrincipalName"]);
    let wanted = &["user", "user@odata.bind"];
    let message = if user_id.is_some() && id.is_some() {
        "This looks like a member as Graph lists it: take its userId, { user: member.userId }; its id is not the user's."
    } else if principal_name.is_some() && id.is_some() {
        "This looks like a user as Graph gives it: take its id, { user: user.id }, or its userPrincipalName."
    } else if user.is_some_and(Value::is_object) {
        "user must be text: take the id or the userPrincipalName of the object, { user: user.id }."
    } else if let Some(advice) = user.and_then(meant::advice_for) {
        advice
    } else {
        return context.report_meant(CODE, pointer, member, (wanted, meant::MEMBER));
    };
    context.report_with(CODE, pointer, message);
}

/// Reports what is wrong or unusual about an id; whether it can be used.
fn judge(context: &mut Context<'_>, id: &str, pointer: &Pointer<'_>) -> bool {
    if is_guid(id) {
        return true;
    }
    if let Some(message) = user_id::why_invalid(id) {
        context.report_with(IssueCode::MemberUserInvalid, pointer, message);
        return false;
    }
    warn_if_unusual(context, id, pointer);
    true
}

pub(super) fn warn_if_unusual(context: &mut Context<'_>, id: &str, pointer: &Pointer<'_>) {
    if user_id::is_unusual(id) {
        context.report(IssueCode::MemberUserUnusual, pointer);
    }
}
