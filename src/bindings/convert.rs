//! Rust's data to JavaScript's.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::model::{Attempt, BulkProgress, ChatOutcome, CreatedChat, Failure};

#[wasm_bindgen(module = "/src/js/chat-error.js")]
extern "C" {
    type ChatError;

    #[wasm_bindgen(constructor)]
    fn new(fields: &JsValue) -> ChatError;
}

/// Plain objects, arrays, strings and numbers; what is absent is null.
pub(super) fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::new().serialize_missing_as_null(true)).unwrap_or(JsValue::NULL)
}

/// An attempt as callbacks see it.
pub(crate) fn attempt_to_js(attempt: &Attempt) -> JsValue {
    to_js(attempt)
}

/// A failure as the error that JavaScript sees.
pub(super) fn error(failure: &Failure) -> JsValue {
    ChatError::new(&to_js(failure)).into()
}

/// How far a run is, as callbacks see it.
pub(crate) fn progress_to_js(progress: &BulkProgress) -> JsValue {
    to_js(progress)
}

/// A created chat, with its position where it is one of many.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Created<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<u64>,
    status: &'static str,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    chat: JsValue,
    request_id: Option<&'a str>,
    attempts: u32,
}

/// A chat that Graph took over to create.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Accepted<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<u64>,
    status: &'static str,
    chat_id: Option<&'a str>,
    operation: Operation<'a>,
    request_id: Option<&'a str>,
    attempts: u32,
}

#[derive(Serialize)]
struct Operation<'a> {
    location: &'a str,
}

/// A created chat as JavaScript sees it.
pub(super) fn created(created: &CreatedChat) -> JsValue {
    created_at(None, created)
}

fn created_at(index: Option<u64>, created: &CreatedChat) -> JsValue {
    let request_id = created.request_id();
    match created {
        CreatedChat::Created { chat, attempts, .. } => {
            to_js(&Created { index, status: "created", chat: parsed(chat), request_id, attempts: *attempts })
        }
        CreatedChat::Accepted { chat_id, location, attempts, .. } => to_js(&Accepted {
            index,
            status: "accepted",
            chat_id: chat_id.as_deref(),
            operation: Operation { location },
            request_id,
            attempts: *attempts,
        }),
    }
}

#[derive(Serialize)]
struct Failed {
    index: u64,
    status: &'static str,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    error: JsValue,
}

/// What became of one of many requests, as JavaScript sees it.
pub(crate) fn outcome_to_js(outcome: &ChatOutcome) -> JsValue {
    match &outcome.result {
        Ok(created) => created_at(Some(outcome.index), created),
        Err(failure) => to_js(&Failed { index: outcome.index, status: "failed", error: error(failure) }),
    }
}

/// Graph's JSON text as a value, every property kept.
pub(super) fn parsed(text: &str) -> JsValue {
    js_sys::JSON::parse(text).unwrap_or(JsValue::NULL)
}
