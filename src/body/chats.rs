//! Checking and building for Rust: JSON text in, issues or JSON text out.

use std::borrow::Cow;

use super::chat_body::chat_body;
use crate::body::fast_path;
use crate::graph::GraphOptions;
use crate::results::{Failure, FailureKind};
use crate::rules::{ChatType, IssueCode, Severity, ValidationIssue, check};
use crate::text::json::{Value, parse, push_number};

/// Every issue of a request, in document order; none when there is none.
///
/// The request is JSON text in the short form, in Graph's own, or a mixture of both member by member.
/// Text that is not JSON gives one issue, [`IssueCode::RequestNotObject`].
/// See <https://learn.microsoft.com/graph/api/chat-post>.
///
/// ```
/// use msgraph_chats::{GraphOptions, IssueCode, validate_chat};
/// let issues = validate_chat(r#"{ "chatType": "group", "members": [{ "user": "a@contoso.com", "role": "member" }, "b@contoso.com"] }"#, &GraphOptions::default());
/// assert_eq!(issues.len(), 1);
/// assert_eq!(issues[0].code, IssueCode::MemberRoleUnknown);
/// assert_eq!(issues[0].path, "/members/0/role");
/// ```
#[must_use]
pub fn validate_chat(request: &str, options: &GraphOptions) -> Vec<ValidationIssue> {
    read(request, |request| check(request, options).1).unwrap_or_else(|issues| issues)
}

/// The body of `POST /chats` as Graph documents it, as JSON text ready to send.
///
/// # Errors
/// Every issue, warnings too, when one of them is an error.
///
/// ```
/// use msgraph_chats::{GraphOptions, build_chat};
/// let body = build_chat(r#"{ "chatType": "oneOnOne", "members": ["a@contoso.com", "b@contoso.com"] }"#, &GraphOptions::default()).unwrap();
/// assert!(body.starts_with(r##"{"chatType":"oneOnOne","members":[{"@odata.type":"#microsoft.graph.aadUserConversationMember","roles":["owner"]"##));
/// ```
pub fn build_chat(request: &str, options: &GraphOptions) -> Result<String, Vec<ValidationIssue>> {
    build(request, options).map(|body| body.text.into_owned())
}

/// A body that is ready to send, and the kind of chat that it creates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChatBody<'a> {
    pub(crate) chat_type: ChatType,
    /// Borrowed where it is the request's own.
    pub(crate) text: Cow<'a, str>,
}

/// The body of a request; or the failure that says why there is none.
pub(crate) fn checked_body<'a>(
    request: &'a str,
    options: &GraphOptions,
) -> Result<ChatBody<'a>, Box<Failure>> {
    build(request, options).map_err(validation_failure)
}

/// The failure of what was not sent because of these issues.
pub(crate) fn validation_failure(issues: Vec<ValidationIssue>) -> Box<Failure> {
    let mut failure = Failure::new(FailureKind::Validation, message_of(&issues));
    failure.docs_url = issues.first().map(|issue| issue.docs_url);
    failure.issues = issues;
    failure
}

/// The first error: where it is, what it says, and how many there are beside it.
fn message_of(issues: &[ValidationIssue]) -> String {
    let mut message = String::from("The request has errors and was not sent. ");
    if let Some(first) = issues.iter().find(|issue| issue.severity == Severity::Error) {
        // A property that nobody knows may be named after a person.
        let place = match (first.code, first.path.bytes().rposition(|byte| byte == b'/')) {
            (IssueCode::PropertyUnknown, Some(end)) => first.path.get(..end).unwrap_or_default(),
            _ => &first.path,
        };
        if !place.is_empty() {
            message.push_str(place);
            message.push_str(": ");
        }
        message.push_str(&first.message);
        if first.code == IssueCode::PropertyUnknown {
            message.push_str(" Which one is in issues.");
        }
    }
    let errors = issues.iter().filter(|issue| issue.severity == Severity::Error).count();
    match errors.saturating_sub(1) {
        0 => {}
        1 => message.push_str(" There is one more error."),
        more => {
            message.push_str(" There are ");
            push_number(&mut message, more);
            message.push_str(" more errors.");
        }
    }
    message
}

fn build<'a>(request: &'a str, options: &GraphOptions) -> Result<ChatBody<'a>, Vec<ValidationIssue>> {
    match fast_path::build(request, options) {
        Some(body) => Ok(body),
        None => build_by_rules(request, options),
    }
}

pub(super) fn build_by_rules(
    request: &str,
    options: &GraphOptions,
) -> Result<ChatBody<'static>, Vec<ValidationIssue>> {
    read(request, |request| {
        let (chat, issues) = check(request, options);
        match chat.chat_type {
            Some(chat_type) if issues.iter().all(|issue| issue.severity == Severity::Warning) => {
                Ok(ChatBody { chat_type, text: chat_body(&chat, chat_type, options).into() })
            }
            _ => Err(issues),
        }
    })
    .unwrap_or_else(Err)
}

/// What is made of a request that is JSON text; else the issue that says that it is not.
fn read<T>(request: &str, make: impl FnOnce(Value<'_>) -> T) -> Result<T, Vec<ValidationIssue>> {
    match parse(request) {
        Some(document) => Ok(make(document.root())),
        None => Err(vec![ValidationIssue::not_an_object()]),
    }
}
