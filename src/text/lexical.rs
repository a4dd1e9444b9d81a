//! Shapes of strings: GUID, userPrincipalName, date-time, and letter case.

use std::borrow::Cow;

use crate::text::search;

/// Whether this is a GUID: 32 hexadecimal digits as 8-4-4-4-12.
pub(crate) fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Whether this is shaped like a userPrincipalName: a name, one `@`, and a domain with a dot inside.
pub(crate) fn is_upn_shaped(text: &str) -> bool {
    let Some((name, domain)) = search::split_once(text, "@") else {
        return false;
    };
    let of_label = |byte: u8| matches!(byte, b'-' | b'_') || !byte.is_ascii() || byte.is_ascii_alphanumeric();
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(of_label);
    !name.is_empty() && search::contains(domain, ".") && search::split(domain, ".").all(is_label)
}

/// White space as JavaScript's `trim` sees it.
pub(crate) fn is_white_space(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{feff}'
}

/// The text without white space around it.
pub(crate) fn trim(text: &str) -> &str {
    // Nearly every text has none.
    if let [first, .., last] = text.as_bytes()
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return text;
    }
    let mut start = text.len();
    let mut end = 0;
    for (at, letter) in text.char_indices().filter(|(_, letter)| !is_white_space(*letter)) {
        start = start.min(at);
        end = at.saturating_add(letter.len_utf8());
    }
    text.get(start..end).unwrap_or_default()
}

/// How many UTF-16 units, JavaScript's `length`.
pub(crate) fn utf16_length(text: &str) -> usize {
    text.chars().map(char::len_utf16).fold(0, usize::saturating_add)
}

/// The text with the difference of upper and lower case taken out.
pub(crate) fn fold_case(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Borrowed(text)
        }
    } else {
        Cow::Owned(lower_case(text))
    }
}

/// Unicode's tables are large, and JavaScript has them.
#[cfg(all(target_arch = "wasm32", feature = "bindings"))]
fn lower_case(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

#[cfg(not(all(target_arch = "wasm32", feature = "bindings")))]
fn lower_case(text: &str) -> String {
    text.to_lowercase()
}

/// Whether two ids name the same user: letter case aside.
pub(crate) fn is_same_user(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
        || (!(one.is_ascii() && other.is_ascii()) && fold_case(one) == fold_case(other))
}

#[cfg(test)]
mod tests {
    use super::{fold_case, is_upn_shaped, utf16_length};

    #[test]
    fn principal_names() {
        for (text, expected) in [
            ("jacob@contoso.com", true),
            ("guest_gmail.com#EXT#@contoso.onmicrosoft.com", true),
            ("o'brien@contoso.com", true),
            ("jürgen@münchen.example", true),
            ("jacob", false),
            ("@contoso.com", false),
            ("jacob@contoso", false),
            ("jacob@.com", false),
            ("jacob@contoso.", false),
            ("a@b@contoso.com", false),
            ("", false),
        ] {
            assert_eq!(is_upn_shaped(text), expected, "{text}");
        }
    }

    #[test]
    fn letter_case_and_length() {
        assert_eq!(fold_case("Jacob@Contoso.com"), "jacob@contoso.com");
        assert_eq!(fold_case("ÉLAN"), fold_case("élan"));
        assert_eq!(utf16_length("a😀é"), 4);
    }
}
