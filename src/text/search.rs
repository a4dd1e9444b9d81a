//! Finding text in text, and numbers. The standard library's searchers and parsers are far larger than what short needles need, and
//! can panic.

/// Where `needle` first stands in `text`, in bytes.
fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    let first = needle.first()?;
    let mut at = 0_usize;
    loop {
        let rest = text.get(at..)?;
        let distance = rest.iter().position(|byte| byte == first)?;
        at = at.checked_add(distance)?;
        if rest.get(distance..)?.starts_with(needle) {
            return Some(at);
        }
        at = at.checked_add(1)?;
    }
}

/// Whether `needle` stands in `text`; an empty one does not.
pub(crate) fn contains(text: &str, needle: &str) -> bool {
    contains_bytes(text.as_bytes(), needle.as_bytes())
}

/// The same for bytes.
pub(crate) fn contains_bytes(text: &[u8], needle: &[u8]) -> bool {
    find(text, needle).is_some()
}

/// Whether one of these letters stands in `text`.
pub(crate) fn contains_any(text: &str, letters: &[u8]) -> bool {
    text.bytes().any(|byte| contains_bytes(letters, &[byte]))
}

/// What stands before and behind the first `needle`.
pub(crate) fn split_once<'a>(text: &'a str, needle: &str) -> Option<(&'a str, &'a str)> {
    let (before, rest) = text.split_at_checked(find(text.as_bytes(), needle.as_bytes())?)?;
    Some((before, rest.strip_prefix(needle)?))
}

/// What follows `prefix`, in whatever case of its ASCII letters.
pub(crate) fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// The parts of a text between separators.
pub(crate) fn split<'a>(text: &'a str, separator: &'a str) -> impl Iterator<Item = &'a str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (part, behind) = match split_once(text, separator) {
            Some((part, behind)) => (part, Some(behind)),
            None => (text, None),
        };
        rest = behind;
        Some(part)
    })
}

/// The text with each `needle` replaced.
pub(crate) fn replace(text: &str, needle: &str, replacement: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = split_once(rest, needle) {
        replaced.push_str(before);
        replaced.push_str(replacement);
        rest = behind;
    }
    replaced.push_str(rest);
    replaced
}

/// A whole number that is written in digits alone.
pub(crate) fn whole_number(text: &str) -> Option<u64> {
    let digits = if text.is_empty() { None } else { Some(text.bytes()) };
    digits?.try_fold(0_u64, |number, byte| {
        let digit = char::from(byte).to_digit(10)?;
        number.checked_mul(10)?.checked_add(u64::from(digit))
    })
}

/// The byte of two hexadecimal digits.
pub(crate) fn hex_byte(high: u8, low: u8) -> Option<u8> {
    let digit = |letter: u8| char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? << 4 | digit(low)?)
}

#[cfg(test)]
mod tests {
    use super::{contains, contains_any, hex_byte, replace, split, split_once, whole_number};

    #[test]
    fn as_the_standard_library_does() {
        for (text, needle) in [
            ("a''b''", "''"),
            ("'''", "''"),
            ("aaab", "aab"),
            ("é://x://", "://"),
            ("", "x"),
            ("x", "xx"),
            ("añb", "ñ"),
        ] {
            assert_eq!(contains(text, needle), text.contains(needle));
            assert_eq!(split_once(text, needle), text.split_once(needle));
            assert_eq!(replace(text, needle, "-"), text.replace(needle, "-"));
            let parts: Vec<_> = split(text, needle).collect();
            assert_eq!(parts, text.split(needle).collect::<Vec<_>>());
        }
        assert!(!contains("x", ""));
        assert!(contains_any("a?b", b"#?") && !contains_any("ab", b"#?"));
    }

    #[test]
    fn numbers() {
        for text in ["0", "007", "18446744073709551615", "18446744073709551616", "", "1a", "²", " 1"] {
            assert_eq!(whole_number(text), text.parse().ok(), "{text}");
        }
        assert_eq!(whole_number("+1"), None);
        for text in ["00", "fF", "A9", "g0", "0-"] {
            let [high, low] = text.as_bytes() else { panic!("two digits") };
            assert_eq!(hex_byte(*high, *low), u8::from_str_radix(text, 16).ok(), "{text}");
        }
    }
}
