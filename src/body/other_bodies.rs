//! The bodies of the other requests: a member that is added, a message.

use super::chat_body::{push_member, users_root};
use super::chats::validation_failure;
use crate::graph::GraphOptions;
use crate::results::Failure;
use crate::rules::{CheckedMessage, IssueCode, Severity, ValidationIssue, check_members, check_message};
use crate::text::json::{parse, push_value};

/// A member that can be added: whom it names, and its body.
pub(crate) type MemberBody = (String, String);

/// The body of each member of a JSON array, or why it has none; `None` where the text is no array.
pub(crate) fn member_bodies(
    members: &str,
    options: &GraphOptions,
) -> Option<Vec<Result<MemberBody, Box<Failure>>>> {
    let document = parse(members)?;
    let list = document.root();
    list.is_array().then_some(())?;
    let users = users_root(options);
    let body = |member: Result<_, Vec<ValidationIssue>>| match member {
        Ok(member) => {
            let mut body = String::new();
            push_member(&mut body, &member, &users);
            Ok((member.id.into_owned(), body))
        }
        Err(issues) => Err(validation_failure(issues)),
    };
    Some(check_members(list, options).into_iter().map(body).collect())
}

/// The body of a message.
pub(crate) fn message_body(message: &str) -> Result<String, Box<Failure>> {
    let document = parse(message);
    let Some(document) = &document else {
        let issue = ValidationIssue::new(IssueCode::MessageNotObject, String::new());
        return Err(validation_failure(vec![issue]));
    };
    match check_message(document.root()) {
        (Some(message), issues) if issues.iter().all(|issue| issue.severity == Severity::Warning) => {
            Ok(push_message(&message))
        }
        (_, issues) => Err(validation_failure(issues)),
    }
}

fn push_message(message: &CheckedMessage<'_>) -> String {
    let mut body = String::new();
    match message {
        CheckedMessage::Graph(value) => push_value(&mut body, *value),
        CheckedMessage::Content { content, content_type } => {
            body.push_str("{\"body\":{");
            if let Some(content_type) = content_type {
                body.push_str("\"contentType\":");
                push_value(&mut body, *content_type);
                body.push(',');
            }
            body.push_str("\"content\":");
            push_value(&mut body, *content);
            body.push_str("}}");
        }
    }
    body
}
