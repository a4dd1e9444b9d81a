//! Checking and building for Rust: JSON text in, issues or JSON text out.

use std::borrow::Cow;

use super::chat_body::push_chat_body;
use crate::body::fast_path;
use crate::graph::GraphOptions;
use crate::results::{Failure, FailureKind};
use crate::rules::{IssueCode, Severity, ValidationIssue, check};
use crate::text::json::{Dialect, parse};

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
    read(request, options, Dialect::Json, false).issues
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
    if let Some(body) = fast_path::build(request, options) {
        return Ok(body.into_owned());
    }
    let read = read(request, options, Dialect::Json, true);
    read.body.ok_or(read.issues)
}

/// The body of a request, borrowed where that is the request itself; or the failure that says why there is none.
pub(crate) fn checked_body<'a>(
    request: &'a str,
    options: &GraphOptions,
    dialect: Dialect,
) -> Result<Cow<'a, str>, Box<Failure>> {
    if let Some(body) = fast_path::build(request, options) {
        return Ok(body);
    }
    let read = read(request, options, dialect, true);
    read.body.map(Cow::Owned).ok_or_else(|| {
        let mut failure =
            Failure::new(FailureKind::Validation, "The request has errors and was not sent: see issues.");
        failure.docs_url = read.issues.first().map(|issue| issue.docs_url);
        failure.issues = read.issues;
        failure
    })
}

/// A request, read once.
pub(crate) struct ReadChat {
    pub(crate) issues: Vec<ValidationIssue>,
    /// The body, where it was asked for and no issue is an error.
    pub(crate) body: Option<String>,
}

/// Checks, and builds where that is asked for and possible.
pub(crate) fn read(request: &str, options: &GraphOptions, dialect: Dialect, build: bool) -> ReadChat {
    let Some(document) = parse(request, dialect) else {
        let issue = ValidationIssue::new(IssueCode::RequestNotObject, String::new());
        return ReadChat { issues: vec![issue], body: None };
    };
    let (chat, issues) = check(document.root(), options);
    let sound = issues.iter().all(|issue| issue.severity == Severity::Warning);
    let body = (build && sound).then(|| {
        let mut body = String::new();
        push_chat_body(&mut body, &chat, options);
        body
    });
    ReadChat { issues, body }
}
