//! A message: messageNotObject, messageContentMissing, messageContentBlank, messageTooLong, messageContentTypeUnknown.

use super::Context;
use crate::graph::GraphOptions;
use crate::rules::issue::{IssueCode, ValidationIssue};
use crate::rules::json_pointer::Pointer;
use crate::text::json::{Kind, Value};
use crate::text::lexical::trim;

/// Bytes of UTF-8: Teams takes about 28 kB.
const LONGEST: usize = 28_672;

/// A message whose issues are known.
pub(crate) enum CheckedMessage<'a> {
    /// Text, or HTML where that is said.
    Content { content: Value<'a>, content_type: Option<Value<'a>> },
    /// Graph's own chatMessage.
    Graph(Value<'a>),
}

/// Reads a message: every issue, and what it says.
pub(crate) fn check_message(message: Value<'_>) -> (Option<CheckedMessage<'_>>, Vec<ValidationIssue>) {
    let options = GraphOptions::default();
    let mut context = Context { options: &options, issues: Vec::new() };
    let root = Pointer::Root;
    if message.is_string() {
        check_content(&mut context, Some(message), &root);
        return (Some(CheckedMessage::Content { content: message, content_type: None }), context.issues);
    }
    if !message.is_object() || holds_unreadable(message) {
        context.report(IssueCode::MessageNotObject, &root);
        return (None, context.issues);
    }
    let body = message.get("body").filter(|body| !body.is_null());
    let inside = root.property("body");
    let (holder, at) = match body {
        Some(body) => (body, &inside),
        None => (message, &root),
    };
    let [said, content_type] = holder.pick(&["content", "contentType"]);
    check_content(&mut context, said, &at.property("content"));
    let content_type = content_type.filter(|value| !value.is_null());
    if content_type.is_some_and(|value| !matches!(value.as_str(), Some("text" | "html"))) {
        context.report_in(IssueCode::MessageContentTypeUnknown, at, "contentType");
    }
    if body.is_some() {
        return (Some(CheckedMessage::Graph(message)), context.issues);
    }
    for (name, _) in
        message.properties().filter(|(name, _)| !matches!(*name, "content" | "contentType" | "body"))
    {
        context.report_in(IssueCode::PropertyUnknown, &root, name);
    }
    (said.map(|content| CheckedMessage::Content { content, content_type }), context.issues)
}

fn check_content(context: &mut Context<'_>, said: Option<Value<'_>>, pointer: &Pointer<'_>) {
    let code = match said.and_then(Value::as_str) {
        None => IssueCode::MessageContentMissing,
        Some(text) if trim(text).is_empty() => IssueCode::MessageContentBlank,
        Some(text) if text.len() > LONGEST => IssueCode::MessageTooLong,
        Some(_) => return,
    };
    context.report(code, pointer);
}

/// Whether a part of it could not be written as JSON.
fn holds_unreadable(value: Value<'_>) -> bool {
    value.kind() == Kind::Unreadable
        || value.elements().any(holds_unreadable)
        || value.properties().any(|(_, property)| holds_unreadable(property))
}
