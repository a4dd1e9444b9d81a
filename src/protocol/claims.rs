//! The claims challenge of continuous access evaluation: <https://learn.microsoft.com/entra/identity-platform/claims-challenge>.

use super::base64;

/// The decoded claims of a `WWW-Authenticate` header; `None` when it is no claims challenge.
pub(crate) fn challenge(header: &str) -> Option<String> {
    let mut insufficient = false;
    let mut claims = None;
    for (name, value) in (Parameters { rest: header }) {
        match name.to_ascii_lowercase().as_str() {
            "error" => insufficient = value == "insufficient_claims",
            "claims" => claims = base64::decode(value).and_then(|bytes| String::from_utf8(bytes).ok()),
            _ => {}
        }
    }
    claims.filter(|text| insufficient && text.trim_start().starts_with('{'))
}

/// The `name="value"` pairs of a header, of whatever scheme.
struct Parameters<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Parameters<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let (before, after) = self.rest.split_once('=')?;
        // A scheme such as `Bearer` may stand before the first name.
        let name = before.trim().rsplit([' ', ',']).next()?;
        let after = after.trim_start();
        let (value, rest) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => after.split_at_checked(after.find([',', ' ']).unwrap_or(after.len()))?,
        };
        self.rest = rest.trim_start_matches([',', ' ']);
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::challenge;

    #[test]
    fn only_a_claims_challenge_gives_claims() {
        let text = r#"{"access_token":{"acrs":{"essential":true,"value":"cp1"}}}"#;
        let encoded = "eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlIjoiY3AxIn19fQ";
        let cases = [
            (
                format!(
                    r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="{encoded}==""#
                ),
                Some(text),
            ),
            (format!(r#"Bearer claims="{encoded}",error="insufficient_claims""#), Some(text)),
            (format!(r#"Basic realm="x", Bearer Error=insufficient_claims, CLAIMS={encoded}"#), Some(text)),
            (format!(r#"Bearer claims="{encoded}""#), None),
            (format!(r#"Bearer error="invalid_token", claims="{encoded}""#), None),
            (r#"Bearer error="insufficient_claims", claims="%%%""#.to_owned(), None),
            (r#"Bearer error="insufficient_claims", claims="AAAA""#.to_owned(), None),
            (r#"Bearer error="insufficient_claims", claims="eyJ"#.to_owned(), None),
            (r#"Bearer error="insufficient_claims""#.to_owned(), None),
            ("Bearer".to_owned(), None),
            (String::new(), None),
        ];
        for (header, expected) in cases {
            assert_eq!(challenge(&header).as_deref(), expected, "{header}");
        }
    }
}
