//! The rules: every issue of a request, in document order, and what the request says. `issue` is the registry; one file per part of
//! the body, and `check` runs them.

mod added_members;
mod bind;
mod chat_type;
mod checked;
mod installed_apps;
mod issue;
mod json_pointer;
mod meant;
mod member;
mod members;
mod message;
mod permission_set;
mod properties;
mod roles;
mod seen_users;
mod topic;
mod user;
mod user_id;

use std::borrow::Cow;

pub(crate) use self::added_members::check_members;
pub(crate) use self::checked::{
    Annotations, AppReference, ChatType, CheckedApp, CheckedChat, CheckedMember, Role,
};
pub use self::issue::{IssueCode, Severity, ValidationIssue};
use self::json_pointer::Pointer;
pub(crate) use self::message::{CheckedMessage, check_message};
pub(crate) use self::seen_users::SeenUsers;
pub(crate) use self::user_id::is_user;
use crate::graph::GraphOptions;
use crate::text::json::{Class, Kind, Value};

/// What the rules share while they read one request.
pub(crate) struct Context<'o> {
    options: &'o GraphOptions,
    issues: Vec<ValidationIssue>,
}

impl Context<'_> {
    fn report(&mut self, code: IssueCode, pointer: &Pointer<'_>) {
        self.report_with(code, pointer, code.message());
    }

    /// The same of a property.
    fn report_in(&mut self, code: IssueCode, pointer: &Pointer<'_>, name: &str) {
        self.report(code, &pointer.property(name));
    }

    /// An issue about what is not there under its own name: names the property that was probably meant.
    fn report_meant(
        &mut self,
        code: IssueCode,
        pointer: &Pointer<'_>,
        object: Value<'_>,
        (wanted, names): (&[&'static str], meant::Meant),
    ) {
        match meant::property_meant(object, wanted, names) {
            Some((name, right)) => {
                let message =
                    String::from_iter([code.message(), " Write ", right, " instead of ", name, "."]);
                self.report_with(code, pointer, message);
            }
            None => self.report(code, pointer),
        }
    }

    fn report_with(&mut self, code: IssueCode, pointer: &Pointer<'_>, message: impl Into<Cow<'static, str>>) {
        self.add(code, pointer, message.into());
    }

    fn add(&mut self, code: IssueCode, pointer: &Pointer<'_>, message: Cow<'static, str>) {
        self.issues.push(ValidationIssue::with_message(code, pointer.to_text(), message));
    }
}

/// Reads a request: every issue in document order, and what it says.
pub(crate) fn check<'a>(
    request: Value<'a>,
    options: &GraphOptions,
) -> (CheckedChat<'a>, Vec<ValidationIssue>) {
    let mut context = Context { options, issues: Vec::new() };
    let mut chat = CheckedChat::default();
    let root = Pointer::Root;
    if !request.is_object() {
        let message = match request.kind() {
            Kind::Unreadable if request.class() == Class::Undefined => {
                "The request is missing: write { chatType: \"oneOnOne\", members: [\"…\", \"…\"] }."
            }
            Kind::Unreadable => meant::advice_for(request).unwrap_or(
                "The request cannot be read: it is not a plain object, contains itself, is nested too deeply, or throws when read.",
            ),
            Kind::Array => "The request is an array: give one request, or all of them to createChats.",
            Kind::String | Kind::EscapedString => "The request is text: give the object itself, or JSON.parse(text).",
            _ => IssueCode::RequestNotObject.message(),
        };
        context.report_with(IssueCode::RequestNotObject, &root, message);
        return (chat, context.issues);
    }
    let [chat_type, topic, members, installed_apps] =
        request.pick(&["chatType", "topic", "members", "installedApps"]);
    chat.chat_type = chat_type::check(&mut context, chat_type, request);
    chat.topic = topic::check(&mut context, topic, chat.chat_type);
    chat.members = members::check(&mut context, members, chat.chat_type, request);
    chat.installed_app = installed_apps::check(&mut context, installed_apps);
    chat.annotations = Some(properties::check(&mut context, request, &root, &properties::CHAT));
    (chat, context.issues)
}
