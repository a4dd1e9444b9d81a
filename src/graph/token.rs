//! The access token: shown to one header only.

use std::fmt;

use crate::text::search;

/// Shorter ones are nobody's secret but parts of ordinary words, which must not be taken out of answers.
const SHORTEST_SECRET: usize = 8;

/// A token that can stand in a header.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token(String);

impl Token {
    /// Takes visible ASCII (0x21 to 0x7e) only: anything else cannot be a token, and makes header APIs throw. JSON, or a web page,
    /// is no token either.
    pub(crate) fn new(text: String) -> Option<Self> {
        let is_other = matches!(text.bytes().next(), None | Some(b'{' | b'"' | b'<'));
        (!is_other && text.bytes().all(|byte| byte.is_ascii_graphic())).then_some(Self(text))
    }

    /// The token itself.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }

    /// Takes the token out of a text, should someone repeat it.
    pub(crate) fn remove_from(&self, text: &mut String) {
        self.remove_from_json(text);
        if self.is_secret() && search::contains(text, &self.0) {
            *text = search::replace(text, &self.0, REPLACEMENT);
        }
    }

    /// The same in JSON, which stays JSON: there the token's letters may be escaped, as some writers do with `+` and `/`.
    pub(crate) fn remove_from_json(&self, text: &mut String) {
        if !self.is_secret() {
            return;
        }
        let mut kept = String::new();
        let mut rest = text.as_str();
        let mut at = 0;
        // It can only begin with its first two letters, or with an escape in their place: what lies between is skipped at once.
        let mut letters = self.0.bytes();
        let (first, second) = (letters.next(), letters.next());
        let begins = |pair: &[u8]| match pair {
            [one, other] => {
                *one == b'\\' || (Some(*one) == first && (*other == b'\\' || Some(*other) == second))
            }
            _ => false,
        };
        let next = |text: &str, at: usize| {
            let behind = text.as_bytes().get(at..)?;
            behind.windows(2).position(begins).map(|distance| at.saturating_add(distance))
        };
        while let Some((before, from)) = next(rest, at).and_then(|at| rest.split_at_checked(at)) {
            if let Some(behind) = self.strip_escaped(from) {
                kept.push_str(before);
                kept.push_str(REPLACEMENT);
                rest = behind;
                at = 0;
            } else {
                let mut letters = from.chars();
                // What follows a backslash belongs to it.
                match letters.next() {
                    Some('\\') => _ = letters.next(),
                    Some(_) => {}
                    None => break,
                }
                at = rest.len().saturating_sub(letters.as_str().len());
            }
        }
        if !kept.is_empty() {
            kept.push_str(rest);
            *text = kept;
        }
    }

    fn is_secret(&self) -> bool {
        self.0.len() >= SHORTEST_SECRET
    }

    /// What follows the token at the start of a text whose letters may be escaped.
    fn strip_escaped<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.0.bytes().try_fold(text, |rest, byte| {
            let letter = char::from(byte);
            let Some(escape) = rest.strip_prefix('\\') else {
                return if letter == '"' { None } else { rest.strip_prefix(letter) };
            };
            match escape.as_bytes() {
                [b'u', b'0', b'0', high, low, ..] if search::hex_byte(*high, *low) == Some(byte) => {
                    escape.get(5..)
                }
                _ if matches!(letter, '"' | '\\' | '/') => escape.strip_prefix(letter),
                _ => None,
            }
        })
    }
}

/// What stands in place of a token.
const REPLACEMENT: &str = "[token]";

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn only_what_a_header_carries_is_a_token() {
        for text in ["", " ", "a b", "a\nb", "a\r\nX: y", "é", "a\u{7f}", "\u{1f600}"] {
            assert_eq!(Token::new(text.to_owned()), None, "{text:?}");
        }
        let token = Token::new("eyJ0.secret-_~".to_owned()).unwrap();
        assert_eq!(format!("{token:?}"), "Token(…)");
    }

    #[test]
    fn no_token_is_left_in_a_text() {
        let token = Token::new(r#"ab/c+d"e\n"#.to_owned()).unwrap();
        let cases = [
            (r#"x ab/c+d"e\n y ab/c+d"e\n"#, "x [token] y [token]"),
            (r#"{"m":"ab\/c\u002Bd\"e\\n"}"#, r#"{"m":"[token]"}"#),
            (r"é\n\u0061\u0062/\u0063+d\u0022e\u005cné", r"é\n[token]é"),
            (r#"ab\/c\u002Bd\"e\n"#, r#"ab\/c\u002Bd\"e\n"#),
            (r"ab/c\", r"ab/c\"),
            ("", ""),
        ];
        for (text, expected) in cases {
            let mut text = text.to_owned();
            token.remove_from(&mut text);
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn json_stays_json() {
        let cases = [
            (r"12345678\", r#"{"m":"12345678\\"}"#, r#"{"m":"[token]"}"#),
            (r"12345678\", r#"{"m":"12345678\""}"#, r#"{"m":"12345678\""}"#),
            ("abcdefgh", r#"{"m":"\\u0061bcdefgh"}"#, r#"{"m":"\\u0061bcdefgh"}"#),
            ("abcdefgh", r#"{"m":"\\abcdefgh"}"#, r#"{"m":"\\[token]"}"#),
            (r#"abcdefgh":1"#, r#"{"abcdefgh":1}"#, r#"{"abcdefgh":1}"#),
        ];
        for (token, text, expected) in cases {
            let mut text = text.to_owned();
            Token::new(token.to_owned()).unwrap().remove_from_json(&mut text);
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn a_token_that_is_a_word_is_left_alone() {
        let mut text = r#"{"id":"19:token"}"#.to_owned();
        Token::new("token".to_owned()).unwrap().remove_from(&mut text);
        assert_eq!(text, r#"{"id":"19:token"}"#);
    }
}
