//! topicNotAllowed, topicNotString, topicTooLong, topicHasColon.

use super::Context;
use crate::rules::checked::{ChatType, Topic};
use crate::rules::issue::IssueCode;
use crate::rules::json_pointer::Pointer;
use crate::text::json::{Value, push_number};
use crate::text::lexical::utf16_length;
use crate::text::search;

/// UTF-16 units, from *Update chat*.
const LONGEST_TOPIC: usize = 250;

pub(super) fn check<'a>(
    context: &mut Context<'_>,
    value: Option<Value<'a>>,
    chat_type: Option<ChatType>,
) -> Topic<'a> {
    let value = value?;
    if value.is_null() {
        return Some(value);
    }
    let pointer = &Pointer::Property(&Pointer::Root, "topic");
    if chat_type == Some(ChatType::OneOnOne) {
        context.report(IssueCode::TopicNotAllowed, pointer);
        return None;
    }
    let Some(topic) = value.as_str() else {
        context.report(IssueCode::TopicNotString, pointer);
        return None;
    };
    let length = utf16_length(topic);
    if length > LONGEST_TOPIC {
        let mut message = String::from("The topic has ");
        push_number(&mut message, length);
        message.push_str(" characters; Graph takes 250 at most when a topic is changed.");
        context.report_with(IssueCode::TopicTooLong, pointer, message);
    }
    if search::contains(topic, ":") {
        context.report(IssueCode::TopicHasColon, pointer);
    }
    Some(value)
}
