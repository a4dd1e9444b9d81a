//! Rust's data to JavaScript's: objects with named fields.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::imports::ChatError;
use crate::results::{CreatedChat, Failure};

/// Any of our results. What is absent is null.
pub(super) fn to_js(value: &impl Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    value.serialize(&serializer).unwrap_or(JsValue::NULL)
}

/// A failure as the error that JavaScript sees.
pub(super) fn error(failure: &Failure) -> JsValue {
    ChatError::new(to_js(failure)).into()
}

/// A created chat, with the names that JavaScript sees.
#[derive(Serialize)]
#[serde(tag = "status", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Created<'a> {
    Created {
        chat: &'a str,
        found: bool,
        duplicates: &'a [String],
        request_id: Option<&'a str>,
        attempts: u32,
    },
    Accepted {
        chat_id: Option<&'a str>,
        operation: Operation<'a>,
        found: bool,
        duplicates: &'a [String],
        request_id: Option<&'a str>,
        attempts: u32,
    },
}

#[derive(Serialize)]
struct Operation<'a> {
    location: &'a str,
}

/// A created chat as JavaScript sees it.
pub(super) fn created(created: &CreatedChat) -> JsValue {
    let request_id = created.request_id();
    to_js(&match created {
        CreatedChat::Created { chat, attempts, found, duplicates, .. } => {
            Created::Created { chat, found: *found, duplicates, request_id, attempts: *attempts }
        }
        CreatedChat::Accepted { chat_id, location, attempts, .. } => Created::Accepted {
            chat_id: chat_id.as_deref(),
            operation: Operation { location },
            found: false,
            duplicates: &[],
            request_id,
            attempts: *attempts,
        },
    })
}
