//! Checking and building: synchronous.

use std::borrow::Cow;

use wasm_bindgen::prelude::*;

use super::convert;
use crate::body::{checked_body, issues};
use crate::client::client_options::ClientOptions;
use crate::graph::{GraphOptions, OptionsError};
use crate::results::{Failure, FailureKind};
use crate::text::json::Dialect;

/// Every issue of a request, as an array of plain objects.
#[must_use]
#[wasm_bindgen(js_name = validateChat)]
pub fn validate_chat(request: &str, options: &str) -> JsValue {
    let (options, _) = graph_options(options);
    convert::issues(&issues(request, &options, Dialect::Snapshot))
}

/// The body of a request as JSON text; nothing where that is the request's own text.
///
/// # Errors
/// A `ChatError` of kind usage or validation.
#[wasm_bindgen(js_name = buildChat)]
pub fn build_chat(request: &str, options: &str) -> Result<Option<String>, JsValue> {
    let (options, problem) = graph_options(options);
    problem.map_err(|error| convert::error(&usage(error)))?;
    match checked_body(request, &options, Dialect::Snapshot).map(|body| body.text) {
        Ok(Cow::Borrowed(_)) => Ok(None),
        Ok(Cow::Owned(body)) => Ok(Some(body)),
        Err(failure) => Err(convert::error(&failure)),
    }
}

/// The options of a text; an empty one stands for none, as most calls have it.
fn graph_options(text: &str) -> (GraphOptions, Result<(), OptionsError>) {
    if text.is_empty() { (GraphOptions::default(), Ok(())) } else { GraphOptions::from_json(text) }
}

/// The scope to ask a credential for, when the options can be used.
///
/// # Errors
/// A `ChatError` of kind usage.
#[wasm_bindgen(js_name = checkClientOptions)]
pub fn check_client_options(options: &str) -> Result<String, JsValue> {
    let options = ClientOptions::from_json(options).map_err(|error| convert::error(&usage(error)))?;
    let mut scope = String::from("https://");
    scope.push_str(options.graph.cloud.host());
    scope.push_str("/.default");
    Ok(scope)
}

pub(super) fn usage(error: OptionsError) -> Box<Failure> {
    Failure::new(FailureKind::Usage, error.0)
}
