//! The id of a chat as a segment of a path.

use crate::text::lexical::{is_white_space, utf16_length};
use crate::text::{percent, search};

/// UTF-16 units.
const LONGEST: usize = 1_024;

/// Whether this can be the id of a chat.
pub(crate) fn is_chat_id(text: &str) -> bool {
    !matches!(text, "" | "." | "..")
        && !search::contains_any(text, b"/\\?#%")
        && !text.chars().any(|letter| letter.is_control() || is_white_space(letter))
        && utf16_length(text) <= LONGEST
}

/// Appends `/chats/{id}`.
pub(crate) fn push_chat_path(out: &mut String, id: &str) {
    out.push_str("/chats/");
    percent::push_encoded(out, id);
}

#[cfg(test)]
mod tests {
    use super::{is_chat_id, push_chat_path};

    #[test]
    fn one_segment_of_a_path() {
        for id in ["19:a_b@unq.gbl.spaces", "19:é@thread.v2", &"x".repeat(1_024)] {
            assert!(is_chat_id(id), "{id}");
        }
        let too_long = "x".repeat(1_025);
        for text in ["", ".", "..", "a/b", "a\\b", "a?b", "a#b", "a%20b", "a b", "a\u{a0}b", "a\n", &too_long]
        {
            assert!(!is_chat_id(text), "{text}");
        }
        let mut path = String::new();
        push_chat_path(&mut path, "19:é'@thread.v2");
        assert_eq!(path, "/chats/19:%C3%A9'@thread.v2");
    }
}
