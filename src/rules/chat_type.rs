//! chatTypeMissing, chatTypeUnknown.

use super::{Context, meant};
use crate::rules::checked::ChatType;
use crate::rules::issue::IssueCode;
use crate::rules::json_pointer::Pointer;
use crate::text::json::Value;

pub(super) fn check(
    context: &mut Context<'_>,
    value: Option<Value<'_>>,
    request: Value<'_>,
) -> Option<ChatType> {
    let pointer = &Pointer::Property(&Pointer::Root, "chatType");
    let Some(value) = value.filter(|value| !value.is_null()) else {
        context.report_meant(IssueCode::ChatTypeMissing, pointer, request, (&["chatType"], meant::CHAT));
        return None;
    };
    let message = match value.as_str() {
        Some("oneOnOne") => return Some(ChatType::OneOnOne),
        Some("group") => return Some(ChatType::Group),
        Some("meeting") => {
            "chatType \"meeting\" cannot be created here: a meeting chat comes only with an online meeting. Write \"oneOnOne\" or \"group\"."
        }
        _ => IssueCode::ChatTypeUnknown.message(),
    };
    context.report_with(IssueCode::ChatTypeUnknown, pointer, message);
    None
}
