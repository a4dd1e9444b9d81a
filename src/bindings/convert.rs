//! Rust's data to JavaScript's.

use serde::{Serialize, Serializer};
use wasm_bindgen::prelude::*;

use crate::results::{ChatOutcome, CreatedChat, Failure, FailureKind, Outcome};
use crate::rules::{Severity, ValidationIssue};

#[wasm_bindgen(module = "/src/js/results.js")]
extern "C" {
    /// A `ChatError` of the values of its fields.
    #[wasm_bindgen(js_name = failed)]
    fn failed_to_js(values: JsValue) -> JsValue;

    #[wasm_bindgen(js_name = issues)]
    fn named_issues(values: JsValue) -> JsValue;

    #[wasm_bindgen(js_name = created)]
    fn created_to_js(chat: &str, request_id: Option<&str>, attempts: u32) -> JsValue;

    #[wasm_bindgen(js_name = accepted)]
    fn accepted_to_js(
        chat_id: Option<&str>,
        location: &str,
        request_id: Option<&str>,
        attempts: u32,
    ) -> JsValue;

    #[wasm_bindgen(js_name = outcome)]
    fn outcome_at(index: f64, created: JsValue, error: JsValue) -> JsValue;

    /// Graph's JSON text as a value, every property kept.
    pub(super) fn parsed(text: &str) -> JsValue;
}

/// Values without names: JavaScript knows what each place of a list is for.
enum Plain<'a> {
    Nothing,
    Text(&'a str),
    Number(f64),
    List(Vec<Plain<'a>>),
}

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Plain::Nothing => serializer.serialize_none(),
            Plain::Text(text) => serializer.serialize_str(text),
            Plain::Number(number) => serializer.serialize_f64(*number),
            Plain::List(values) => serializer.collect_seq(values),
        }
    }
}

impl<'a> Plain<'a> {
    fn text(text: Option<&'a str>) -> Self {
        text.map_or(Plain::Nothing, Plain::Text)
    }

    fn number(number: Option<f64>) -> Self {
        number.map_or(Plain::Nothing, Plain::Number)
    }

    fn to_js(&self) -> JsValue {
        self.serialize(&serde_wasm_bindgen::Serializer::new()).unwrap_or(JsValue::NULL)
    }
}

fn plain_issues(issues: &[ValidationIssue]) -> Plain<'_> {
    Plain::List(issues.iter().map(plain_issue).collect())
}

fn plain_issue(issue: &ValidationIssue) -> Plain<'_> {
    let severity = match issue.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let texts = [issue.code.as_str(), severity, &issue.path, &issue.message, issue.docs_url];
    Plain::List(texts.map(Plain::Text).into())
}

/// Issues as JavaScript sees them.
pub(super) fn issues(issues: &[ValidationIssue]) -> JsValue {
    named_issues(plain_issues(issues).to_js())
}

/// A failure as the error that JavaScript sees.
pub(super) fn error(failure: &Failure) -> JsValue {
    let kind = match failure.kind {
        FailureKind::Validation => "validation",
        FailureKind::Auth => "auth",
        FailureKind::Graph => "graph",
        FailureKind::Network => "network",
        FailureKind::Timeout => "timeout",
        FailureKind::Aborted => "aborted",
        FailureKind::Operation => "operation",
        FailureKind::Protocol => "protocol",
        FailureKind::Usage => "usage",
    };
    let outcome = match failure.outcome {
        Outcome::NotCreated => "notCreated",
        Outcome::Unknown => "unknown",
    };
    let cause = failure.cause.as_ref().map_or(Plain::Nothing, |cause| {
        Plain::List(vec![
            Plain::Text(&cause.name),
            Plain::text(cause.code.as_deref()),
            Plain::Text(&cause.message),
        ])
    });
    let values = vec![
        Plain::Text(&failure.message),
        Plain::text(failure.graph_message.as_deref()),
        cause,
        Plain::Text(kind),
        Plain::Text(outcome),
        plain_issues(&failure.issues),
        Plain::number(failure.status.map(f64::from)),
        Plain::text(failure.code.as_deref()),
        Plain::List(failure.inner_codes.iter().map(|code| Plain::Text(code)).collect()),
        Plain::text(failure.hint.as_deref()),
        Plain::text(failure.docs_url),
        Plain::text(failure.request_id.as_deref()),
        Plain::text(failure.client_request_id.as_deref()),
        Plain::number(failure.retry_after_ms.map(number)),
        Plain::Number(failure.attempts.into()),
    ];
    failed_to_js(Plain::List(values).to_js())
}

/// A created chat as JavaScript sees it.
pub(super) fn created(created: &CreatedChat) -> JsValue {
    let request_id = created.request_id();
    match created {
        CreatedChat::Created { chat, attempts, .. } => created_to_js(chat, request_id, *attempts),
        CreatedChat::Accepted { chat_id, location, attempts, .. } => {
            accepted_to_js(chat_id.as_deref(), location, request_id, *attempts)
        }
    }
}

/// What became of one of many requests, as JavaScript sees it.
pub(crate) fn outcome_to_js(outcome: &ChatOutcome) -> JsValue {
    let (created, error) = match &outcome.result {
        Ok(chat) => (created(chat), JsValue::UNDEFINED),
        Err(failure) => (JsValue::UNDEFINED, error(failure)),
    };
    outcome_at(number(outcome.index), created, error)
}

/// A count or a time as JavaScript's number.
#[expect(clippy::cast_precision_loss, reason = "below 2^53, or so much that it does not matter")]
pub(crate) fn number(whole: u64) -> f64 {
    whole as f64
}
