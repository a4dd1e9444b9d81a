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
