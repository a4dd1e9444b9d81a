//! Graph's error body: `{ "error": { code, message, innerError | innererror, details?, target? } }`.

use crate::text::json::{Dialect, Value, parse};

/// What an error body says; empty when it is HTML, cut off, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct GraphError {
    pub(crate) code: Option<String>,
    /// From the outside in.
    pub(crate) inner_codes: Vec<String>,
    pub(crate) message: Option<String>,
    /// `request-id`, which browsers may not be shown as a header.
    pub(crate) request_id: Option<String>,
}

impl GraphError {
    /// Reads a body.
    pub(crate) fn read(body: &str) -> Self {
        let document = parse(body.strip_prefix('\u{feff}').unwrap_or(body), Dialect::Json);
        let Some(error) = document.as_ref().and_then(|document| document.root().get("error")) else {
            return Self::default();
        };
        let mut inner_codes = Vec::new();
        let mut request_id = None;
        let mut level = inner(error);
        while let Some(error) = level {
            inner_codes.extend(code(error.get("code")));
            request_id = code(error.get("request-id")).or(request_id);
            level = inner(error);
        }
        let own_code = if error.is_string() { Some(error) } else { error.get("code") };
        Self { code: code(own_code), inner_codes, message: text(error.get("message")), request_id }
    }
}

fn inner(error: Value<'_>) -> Option<Value<'_>> {
    let [usual, as_the_page_spells_it] = error.pick(&["innerError", "innererror"]);
    usual.or(as_the_page_spells_it)
}

/// A code, which names no one: a sentence or an address in its place is none.
pub(crate) fn code(value: Option<Value<'_>>) -> Option<String> {
    let is_code = |text: &String| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b':' | b'/'))
    };
    text(value).filter(is_code)
}

fn text(value: Option<Value<'_>>) -> Option<String> {
    value?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::GraphError;

    #[test]
    fn every_shape_of_body() {
        let read = |body: &str| {
            let error = GraphError::read(body);
            (
                error.code.unwrap_or_default(),
                error.inner_codes.join(" "),
                error.message.unwrap_or_default(),
                error.request_id.unwrap_or_default(),
            )
        };
        let expect = |code: &str, inner: &str, message: &str, id: &str| {
            (code.to_owned(), inner.to_owned(), message.to_owned(), id.to_owned())
        };
        assert_eq!(
            read(
                r#"{"error":{"code":"Forbidden","message":"m","innerError":{"code":"a","request-id":"r","innererror":{"code":"b"}},"details":[],"target":"t"}}"#
            ),
            expect("Forbidden", "a b", "m", "r")
        );
        assert_eq!(read(r#"{"error":{"code":"x","innererror":{"code":"y"}}}"#), expect("x", "y", "", ""));
        assert_eq!(read(r#"{"error":"invalid_request"}"#), expect("invalid_request", "", "", ""));
        assert_eq!(read("\u{feff}{\"error\":{\"code\":\"x\"}}"), expect("x", "", "", ""));
        for empty in [
            "",
            "<html>502</html>",
            r#"{"error":{"code":"x"#,
            "null",
            "[]",
            r#"{"error":null}"#,
            r#"{"error":{"code":7,"message":[],"innerError":"x"}}"#,
            r#"{"error":{"code":"a@b.c","innerError":{"code":"not found: Adele Vance"}}}"#,
            r#"{"error":"Adele Vance is away"}"#,
        ] {
            assert_eq!(read(empty), expect("", "", "", ""), "{empty}");
        }
    }
}
