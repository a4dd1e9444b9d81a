//! The access token: shown to one header only.

use std::fmt;

/// A token that can stand in a header.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token(String);

impl Token {
    /// Takes visible ASCII (0x21 to 0x7e) only: anything else cannot be a token, and makes header APIs throw.
    pub(crate) fn new(text: String) -> Option<Self> {
        (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())).then_some(Self(text))
    }

    /// The token itself.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

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
}
