//! What a call that failed says.

use std::borrow::Cow;

use serde::Serialize;

use crate::rules::ValidationIssue;

/// Who is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FailureKind {
    /// The request was not sent; see the issues.
    Validation,
    /// The token provider failed, or gave nothing usable.
    Auth,
    /// Graph refused.
    Graph,
    /// No answer arrived.
    Network,
    /// Time ran out.
    Timeout,
    /// The caller gave up.
    Aborted,
    /// The operation of a 202 failed.
    Operation,
    /// An answer that is not what Graph documents.
    Protocol,
    /// Wrong options.
    Usage,
}

/// Whether the chat may exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// Certain that it does not.
    NotCreated,
    /// It may: look before creating it again.
    Unknown,
}

/// What is kept of an error that came from outside: never the object itself, and nothing secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// Name of the error's class.
    pub name: String,
    /// Its code, e.g. `ECONNREFUSED`.
    pub code: Option<String>,
    /// Its message.
    pub message: String,
}

/// Why a call failed, and whether the chat may exist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// Who is at fault.
    pub kind: FailureKind,
    /// Whether the chat may exist.
    pub outcome: Outcome,
    /// What failed, in one sentence without Graph's text.
    pub message: Cow<'static, str>,
    /// Of kind `Validation` only.
    pub issues: Vec<ValidationIssue>,
    /// The HTTP status.
    pub status: Option<u16>,
    /// Graph's `error.code`.
    pub code: Option<String>,
    /// The inner codes, from the outside in.
    pub inner_codes: Vec<String>,
    /// Graph's own `error.message`, which may name people.
    pub graph_message: Option<String>,
    /// The message inside that, `innerError.message`, where there is one; it may name people too.
    pub graph_inner_message: Option<String>,
    /// What a known answer means and what to do.
    pub hint: Option<Cow<'static, str>>,
    /// The page about it.
    pub docs_url: Option<&'static str>,
    /// Graph's `request-id`.
    pub request_id: Option<String>,
    /// The `client-request-id` that was sent.
    pub client_request_id: Option<String>,
    /// How long Graph asked to wait, milliseconds.
    #[serde(serialize_with = "super::number::optional")]
    pub retry_after_ms: Option<u64>,
    /// How many requests were sent.
    pub attempts: u32,
    /// The underlying error.
    pub cause: Option<Cause>,
}

impl Failure {
    /// A failure before anything was sent.
    pub(crate) fn new(kind: FailureKind, message: impl Into<Cow<'static, str>>) -> Box<Self> {
        Self::with_message(kind, message.into())
    }

    fn with_message(kind: FailureKind, message: Cow<'static, str>) -> Box<Self> {
        Box::new(Self {
            kind,
            outcome: Outcome::NotCreated,
            message,
            issues: Vec::new(),
            status: None,
            code: None,
            inner_codes: Vec::new(),
            graph_message: None,
            graph_inner_message: None,
            hint: None,
            docs_url: None,
            request_id: None,
            client_request_id: None,
            retry_after_ms: None,
            attempts: 0,
            cause: None,
        })
    }

    /// Adds what there is to do to the hint.
    pub(crate) fn advise(&mut self, advice: &str) {
        self.hint = match self.hint.take() {
            hint if advice.is_empty() => hint,
            Some(hint) if !hint.is_empty() => {
                let mut hint = hint.into_owned();
                hint.push(' ');
                hint.push_str(advice);
                Some(hint.into())
            }
            _ => Some(advice.to_owned().into()),
        };
    }

    /// The same for another request. What many have in common is no fault of the requests, so there are no issues.
    pub(crate) fn again(&self) -> Box<Self> {
        Box::new(Self {
            kind: self.kind,
            outcome: self.outcome,
            message: self.message.clone(),
            issues: Vec::new(),
            status: self.status,
            code: self.code.clone(),
            inner_codes: self.inner_codes.clone(),
            graph_message: self.graph_message.clone(),
            graph_inner_message: self.graph_inner_message.clone(),
            hint: self.hint.clone(),
            docs_url: self.docs_url,
            request_id: self.request_id.clone(),
            client_request_id: None,
            retry_after_ms: self.retry_after_ms,
            attempts: 0,
            cause: self.cause.clone(),
        })
    }
}
