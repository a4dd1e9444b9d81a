//! The grammar of a JSON number; its digits are kept as text and never become a float.

/// How many bytes at the start of `bytes` are a number; `None` when there is none.
pub(super) fn literal_length(bytes: &[u8]) -> Option<usize> {
    let mut rest = match bytes {
        [b'-', b'0', tail @ ..] | [b'0', tail @ ..] => tail,
        [b'-', tail @ ..] | tail => digits(tail)?,
    };
    if let [b'.', tail @ ..] = rest {
        rest = digits(tail)?;
    }
    if let [b'e' | b'E', b'+' | b'-', tail @ ..] | [b'e' | b'E', tail @ ..] = rest {
        rest = digits(tail)?;
    }
    Some(bytes.len().saturating_sub(rest.len()))
}

/// What follows one digit or more.
fn digits(bytes: &[u8]) -> Option<&[u8]> {
    let count = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if count == 0 { None } else { bytes.get(count..) }
}

#[cfg(test)]
mod tests {
    use super::literal_length;

    #[test]
    fn numbers_end_where_the_grammar_ends() {
        let cases: [(&str, Option<usize>); 14] = [
            ("0", Some(1)),
            ("-0", Some(2)),
            ("01", Some(1)),
            ("12,", Some(2)),
            ("1.5]", Some(3)),
            ("1.", None),
            (".5", None),
            ("1e5", Some(3)),
            ("1E+5", Some(4)),
            ("1e-", None),
            ("-", None),
            ("", None),
            ("NaN", None),
            ("123456789012345678901234567890", Some(30)),
        ];
        for (text, expected) in cases {
            assert_eq!(literal_length(text.as_bytes()), expected, "{text}");
        }
    }
}
