//! Percent-encoding as Graph's URLs need it.

use std::borrow::Cow;

use crate::text::search;

/// Appends `text` with everything encoded but `A–Z a–z 0–9 - . _ ~ ! $ & ' ( ) * + , ; = : @`.
pub(crate) fn push_encoded(out: &mut String, text: &str) {
    // Most ids need nothing, and one copy is much faster than one for each letter.
    if text.bytes().all(is_kept) {
        return out.push_str(text);
    }
    for byte in text.bytes() {
        if is_kept(byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for nibble in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
}

fn is_kept(byte: u8) -> bool {
    matches!(byte, b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b';' | b'=' | b':' | b'@')
}

/// The text with its percent escapes decoded; `None` when one is malformed or the bytes are not UTF-8.
pub(crate) fn decode(text: &str) -> Option<Cow<'_, str>> {
    if !search::contains(text, "%") {
        return Some(Cow::Borrowed(text));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            bytes.push(search::hex_byte(rest.next()?, rest.next()?)?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::{decode, push_encoded};

    #[test]
    fn encoding_and_decoding() {
        let kept = "AZaz09-._~!$&'()*+,;=:@";
        let cases = [
            (kept, kept),
            ("#EXT#", "%23EXT%23"),
            ("é /%", "%C3%A9%20%2F%25"),
            ("\"<>[]\\^`{|}", "%22%3C%3E%5B%5D%5C%5E%60%7B%7C%7D"),
        ];
        for (plain, encoded) in cases {
            let mut out = String::new();
            push_encoded(&mut out, plain);
            assert_eq!(out, encoded);
            assert_eq!(decode(encoded).as_deref(), Some(plain));
        }
        for malformed in ["%", "%2", "%zz", "%ff", "a%C3"] {
            assert_eq!(decode(malformed), None, "{malformed}");
        }
    }
}
