//! The rules: every issue of a request, in document order, and what the request says. `issue` is the registry; one file per part of
//! the body, and `check` runs them.

mod bind;
mod chat_type;
mod checked;
mod installed_apps;
mod issue;
mod json_pointer;
mod member;
mod members;
mod permission_set;
mod properties;
mod roles;
mod seen_users;
mod topic;
mod user;

use std::borrow::Cow;

pub(crate) use self::checked::{
    Annotations, AppReference, ChatType, CheckedApp, CheckedChat, CheckedMember, Role,
};
pub use self::issue::{IssueCode, Severity, ValidationIssue};
use self::json_pointer::Pointer;
pub(crate) use self::seen_users::SeenUsers;
use crate::graph::GraphOptions;
use crate::text::json::{Kind, Value};

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

    fn report_with(&mut self, code: IssueCode, pointer: &Pointer<'_>, message: impl Into<Cow<'static, str>>) {
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
            Kind::Unreadable => {
                "The request cannot be read: it holds itself, is nested too deeply, or throws when read."
            }
            _ => IssueCode::RequestNotObject.message(),
        };
        context.report_with(IssueCode::RequestNotObject, &root, message);
        return (chat, context.issues);
    }
    let [chat_type, topic, members, installed_apps] =
        request.pick(&["chatType", "topic", "members", "installedApps"]);
    chat.chat_type = chat_type::check(&mut context, chat_type);
    chat.topic = topic::check(&mut context, topic, chat.chat_type);
    chat.members = members::check(&mut context, members, chat.chat_type);
    chat.installed_app = installed_apps::check(&mut context, installed_apps);
    chat.annotations = Some(properties::check(&mut context, request, &root, &properties::CHAT));
    (chat, context.issues)
}
