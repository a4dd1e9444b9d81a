//! The claims challenge of continuous access evaluation: <https://learn.microsoft.com/entra/identity-platform/claims-challenge>.

use crate::graph::HttpResponse;
use crate::text::base64;
use crate::text::lexical::trim;
use crate::text::search;

/// The decoded claims of an answer of status 401; `None` when it is no claims challenge.
pub(crate) fn challenge(response: &HttpResponse) -> Option<String> {
    (response.status == 401).then(|| response.headers.get("www-authenticate").and_then(claims_of))?
}

/// The decoded claims of a `WWW-Authenticate` header.
fn claims_of(header: &str) -> Option<String> {
    let mut insufficient = false;
    let mut claims = None;
    for (name, value) in (Parameters { rest: header }) {
        if name.eq_ignore_ascii_case("error") {
            insufficient = value == "insufficient_claims";
        } else if name.eq_ignore_ascii_case("claims") {
            claims = base64::decode(value).and_then(|bytes| String::from_utf8(bytes).ok());
        }
    }
    claims.filter(|text| insufficient && trim(text).starts_with('{'))
}

/// The `name="value"` pairs of a header, of whatever scheme.
struct Parameters<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Parameters<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let ends = |byte: u8| matches!(byte, b' ' | b',');
        let (before, after) = search::split_once(self.rest, "=")?;
        // A scheme such as `Bearer`, or a comma, may stand before the name.
        let before = trim(before);
        let name = before.get(before.bytes().rposition(ends).map_or(0, |at| at.saturating_add(1))..)?;
        let after = trim(after);
        let (value, rest) = match after.strip_prefix('"') {
            Some(quoted) => search::split_once(quoted, "\"")?,
            None => after.split_at_checked(after.bytes().position(ends).unwrap_or(after.len()))?,
        };
        self.rest = rest;
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::claims_of;

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
            assert_eq!(claims_of(&header).as_deref(), expected, "{header}");
        }
    }
}
