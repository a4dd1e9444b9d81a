//! Graph's error body: `{ "error": { code, message, innerError | innererror, details?, target? } }`.

use crate::text::json::{self, Kind, Value};
use crate::text::lexical::is_guid;
use crate::text::search;

/// What an error body says; empty when it is HTML, cut off, or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct GraphError {
    pub(crate) code: Option<String>,
    /// From the outside in.
    pub(crate) inner_codes: Vec<String>,
    pub(crate) message: Option<String>,
    /// The message inside: at times only that one says what is wrong.
    pub(crate) inner_message: Option<String>,
    /// `request-id`, which browsers may not be shown as a header.
    pub(crate) request_id: Option<String>,
}

impl GraphError {
    /// Reads a body.
    pub(crate) fn read(body: &str) -> Self {
        let document = json::read(body.strip_prefix('\u{feff}').unwrap_or(body));
        let Some(error) = document.get("error") else {
            return Self::default();
        };
        if error.is_string() {
            let (code, message) =
                if is_word(error) { (code(Some(error)), None) } else { (None, text(error)) };
            return Self { code, message, ..Self::default() };
        }
        let mut read = Self {
            code: code(error.get("code")),
            message: error.get("message").and_then(text),
            ..Self::default()
        };
        let mut level = inner(error);
        while let Some(error) = level {
            read.inner_codes.extend(code(error.get("code")));
            read.inner_message = error.get("message").and_then(text).or(read.inner_message);
            read.request_id =
                error.get("request-id").filter(|id| is_word(*id)).and_then(text).or(read.request_id);
            level = inner(error);
        }
        read
    }

    /// Whether this text is in a message or a code, at whatever depth.
    pub(crate) fn says(&self, wanted: &str) -> bool {
        let mut texts =
            self.message.iter().chain(&self.inner_message).chain(&self.code).chain(&self.inner_codes);
        texts.any(|text| search::contains(text, wanted))
    }
}

fn inner(error: Value<'_>) -> Option<Value<'_>> {
    let [usual, as_the_page_spells_it] = error.pick(&["innerError", "innererror"]);
    usual.or(as_the_page_spells_it)
}

/// A code as Graph wrote it, a number too; one that names someone is none.
pub(crate) fn code(value: Option<Value<'_>>) -> Option<String> {
    const LONGEST: usize = 100;
    let value = value?;
    if value.kind() == Kind::Number {
        return Some(value.raw().to_owned());
    }
    text(value).filter(|code| {
        code.len() <= LONGEST
            && !search::contains(code, "@")
            && !code.chars().any(char::is_control)
            && !search::split(code, " ").any(is_guid)
    })
}

/// Whether this is one word, as codes and ids mostly are.
fn is_word(value: Value<'_>) -> bool {
    let of_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b':' | b'/');
    value.as_str().is_some_and(|text| text.bytes().all(of_word))
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
            let [message, inner] = [error.message, error.inner_message].map(Option::unwrap_or_default);
            let [code, id] = [error.code, error.request_id].map(Option::unwrap_or_default);
            [code, error.inner_codes.join(" "), format!("{message} {inner}").trim().to_owned(), id]
        };
        for (body, expected) in [
            (
                r#"{"error":{"code":"Forbidden","message":"m","innerError":{"code":"a","request-id":"r","innererror":{"code":"b"}},"details":[],"target":"t"}}"#,
                ["Forbidden", "a b", "m", "r"],
            ),
            (r#"{"error":{"code":"x","innererror":{"code":"y"}}}"#, ["x", "y", "", ""]),
            (r#"{"error":"invalid_request"}"#, ["invalid_request", "", "", ""]),
            (r#"{"error":"Adele Vance is away"}"#, ["", "", "Adele Vance is away", ""]),
            (r#"{"error":{"code":500,"innerError":{"code":209,"message":"m"}}}"#, ["500", "209", "m", ""]),
            (r#"{"error":{"code":"Not Found (2)"}}"#, ["Not Found (2)", "", "", ""]),
            (
                r#"{"error":{"code":"a","message":"m","innerError":{"message":"n","innererror":{}}}}"#,
                ["a", "", "m n", ""],
            ),
            ("\u{feff}{\"error\":{\"code\":\"x\"}}", ["x", "", "", ""]),
        ] {
            assert_eq!(read(body), expected, "{body}");
        }
        for empty in [
            "",
            "<html>502</html>",
            r#"{"error":{"code":"x"#,
            "null",
            "[]",
            r#"{"error":null}"#,
            r#"{"error":{"code":[],"message":[],"innerError":"x"}}"#,
            r#"{"error":{"code":"a@b.c","innerError":{"code":"no 8b081ef6-4792-4def-b2c9-c363a1bf41d5"}}}"#,
            r#"{"error":{"code":"a\nb","innerError":{"request-id":"not an id"}}}"#,
        ] {
            assert_eq!(read(empty), [""; 4], "{empty}");
        }
    }
}
