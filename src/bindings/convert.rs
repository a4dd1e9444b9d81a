//! Rust's data to JavaScript's.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::model::{Attempt, CreatedChat, Failure};

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

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Created<'a> {
    status: &'static str,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    chat: JsValue,
    request_id: Option<&'a str>,
    attempts: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Accepted<'a> {
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
    match created {
        CreatedChat::Created { chat, request_id, attempts } => to_js(&Created {
            status: "created",
            chat: parsed(chat),
            request_id: request_id.as_deref(),
            attempts: *attempts,
        }),
        CreatedChat::Accepted { chat_id, location, request_id, attempts } => to_js(&Accepted {
            status: "accepted",
            chat_id: chat_id.as_deref(),
            operation: Operation { location },
            request_id: request_id.as_deref(),
            attempts: *attempts,
        }),
    }
}

/// Graph's JSON text as a value, every property kept.
pub(super) fn parsed(text: &str) -> JsValue {
    js_sys::JSON::parse(text).unwrap_or(JsValue::NULL)
}
