//! Whether an id can be a user's, and what to do with what was written instead: memberUserInvalid, memberUserUnusual.

use crate::graph::{LENGTHS, class_of};
use crate::text::lexical::{is_guid, is_upn_shaped, is_white_space, utf16_length};
use crate::text::search;

/// UTF-16 units.
const LONGEST: usize = 1_024;

/// Whether an id can be a user's.
pub(crate) fn is_user(id: &str) -> bool {
    !id.is_empty() && why_invalid(id).is_none()
}

/// Why an id can be no user's; `None` when it can.
pub(super) fn why_invalid(id: &str) -> Option<&'static str> {
    if is_valid_at_first_sight(id) {
        None
    } else if is_me(id) {
        Some(
            "Graph refuses \"me\" as a member: write the object id or userPrincipalName of the signed-in user, or give it as the option caller.",
        )
    } else if search::contains_any(id, b"<>") {
        Some("Take only the address between < and >, and list each user as a member of its own.")
    } else if search::contains_any(id, b",;") {
        Some("This looks like a list of users: write each as a member of its own.")
    } else if search::contains(id, "\"") || id.chars().any(is_typographic_quote) {
        Some("Leave the quotation marks out; an apostrophe in a userPrincipalName is '.")
    } else if search::contains_any(id, b"()[]{}") {
        Some("Leave the brackets out: write only the object id or userPrincipalName.")
    } else if matches!(id, "." | "..") || search::contains_any(id, b"/\\?") {
        Some(
            "A user is an object id or userPrincipalName as the directory shows it: no URL, no path, nothing escaped.",
        )
    } else if id.chars().any(is_invisible) {
        Some(
            "The user holds an invisible character, as comes along when text is copied: type the id by hand.",
        )
    } else if id.chars().any(|letter| letter.is_control() || is_white_space(letter)) {
        Some(
            "The user holds white space or a control character: write an object id or userPrincipalName, not a display name.",
        )
    } else if utf16_length(id) > LONGEST {
        Some("The user is over 1,024 characters long: write an object id or userPrincipalName.")
    } else {
        None
    }
}

/// Whether an id is neither a GUID nor shaped like a userPrincipalName.
pub(super) fn is_unusual(id: &str) -> bool {
    !is_guid(id) && !is_upn_shaped(id)
}

/// Whether this stands for the signed-in user.
pub(super) fn is_me(id: &str) -> bool {
    id.eq_ignore_ascii_case("me")
}

/// Whether a look at each byte is enough, as for nearly every id.
fn is_valid_at_first_sight(id: &str) -> bool {
    LENGTHS.contains(&id.len()) && id.bytes().all(|byte| class_of(byte) != 0)
}

fn is_typographic_quote(letter: char) -> bool {
    matches!(letter, '\u{2018}'..='\u{201f}' | '«' | '»' | '‹' | '›')
}

/// Characters without width: joiners, marks of direction, soft hyphens. A byte order mark is white space to JavaScript.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{feff}'
    )
}
