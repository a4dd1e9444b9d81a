//! What the escapes of a JSON string stand for.

/// The text without escapes; `None` when it holds half of a surrogate pair, for which there is no UTF-8.
pub(super) fn unescape(raw: &str) -> Option<String> {
    decode(raw, |_| None)
}

/// The same, with U+FFFD in place of half a pair.
pub(super) fn unescape_lossy(raw: &str) -> String {
    decode(raw, |_| Some(char::REPLACEMENT_CHARACTER)).unwrap_or_default()
}

fn decode(raw: &str, lone: impl Fn(u32) -> Option<char>) -> Option<String> {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let mut letters = after.chars();
        let letter = letters.next()?;
        rest = letters.as_str();
        text.push(match letter {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let (first, tail) = unit(rest)?;
                rest = tail;
                match (first, tail.strip_prefix("\\u").and_then(unit)) {
                    (0xD800..0xDC00, Some((second @ 0xDC00..0xE000, tail))) => {
                        rest = tail;
                        let high = (first & 0x3FF) << 10;
                        char::from_u32(0x1_0000_u32.wrapping_add(high | (second & 0x3FF)))?
                    }
                    _ => char::from_u32(first).or_else(|| lone(first))?,
                }
            }
            other => other,
        });
    }
    text.push_str(rest);
    Some(text)
}

/// Four hexadecimal digits, and what follows them.
fn unit(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    Some((u32::from_str_radix(digits, 16).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::{unescape, unescape_lossy};

    #[test]
    fn escapes_become_what_they_stand_for() {
        let cases = [
            (r"plain", Some("plain")),
            (r#"a\"b\\c\/d"#, Some("a\"b\\c/d")),
            (r"\b\f\n\r\t", Some("\u{8}\u{c}\n\r\t")),
            (r"\u00e9\uD83D\uDE00!", Some("é😀!")),
            (r"\ud83d", None),
            (r"\ude00\ud83d", None),
            (r"\ud83dx", None),
        ];
        for (raw, expected) in cases {
            assert_eq!(unescape(raw).as_deref(), expected, "{raw}");
        }
        assert_eq!(unescape_lossy(r"a\ud83d\ud83d\ude00"), "a\u{FFFD}😀");
    }
}
