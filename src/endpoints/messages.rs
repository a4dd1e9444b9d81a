//! The one sentence of ours that names what failed. Graph's own text stays out: it may name people.

use std::borrow::Cow;

use crate::text::json::push_number;
use crate::text::search;

/// Those that Graph and what stands before it answer with.
const STATUSES: &str = "400 Bad Request|401 Unauthorized|403 Forbidden|404 Not Found|405 Method Not Allowed|\
    412 Precondition Failed|413 Content Too Large|429 Too Many Requests|500 Internal Server Error|\
    502 Bad Gateway|503 Service Unavailable|504 Gateway Timeout";

/// Graph answered with a status that is a refusal or a fault of its own.
pub(crate) fn of_status(action: &str, status: u16) -> Cow<'static, str> {
    let mut number = String::new();
    push_number(&mut number, usize::from(status));
    let named = search::split(STATUSES, "|").find(|name| name.starts_with(&number));
    let mut text = String::from(match status {
        429 => "Graph throttled the request to ",
        500.. => "Graph failed to ",
        _ => "Graph refused to ",
    });
    text.push_str(action);
    text.push_str(": ");
    text.push_str(named.unwrap_or(&number));
    text.push('.');
    text.into()
}
