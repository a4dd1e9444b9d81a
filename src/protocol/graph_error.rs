//! Graph's error body: `{ "error": { code, message, innerError | innererror, details?, target? } }`.

use crate::json::{Dialect, Value, parse};

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
        let mut read = Self::default();
        let body = body.strip_prefix('\u{feff}').unwrap_or(body);
        let Some(document) = parse(body, Dialect::Json) else { return read };
        let Some(error) = document.root().get("error") else { return read };
        if error.is_string() {
            read.code = code(error);
            return read;
        }
        read.code = error.get("code").and_then(code);
        read.message = error.get("message").and_then(text);
        let mut level = inner(error);
        while let Some(error) = level {
            read.inner_codes.extend(error.get("code").and_then(code));
            read.request_id = error.get("request-id").and_then(code).or(read.request_id);
            level = inner(error);
        }
        read
    }
}

fn inner(error: Value<'_>) -> Option<Value<'_>> {
    error.get("innerError").or_else(|| error.get("innererror"))
}

/// A code, which names no one: a sentence or an address in its place is none.
pub(super) fn code(value: Value<'_>) -> Option<String> {
    let is_code = |text: &String| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b':' | b'/'))
    };
    text(value).filter(is_code)
}

fn text(value: Value<'_>) -> Option<String> {
    value.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
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
