//! One request over the platform's fetch. Whatever that gives is read by its shape: stand-ins of fetch in tests often have `json`
//! alone, or a plain object for headers.

use std::cell::Cell;

use gloo_net::http::Headers as RequestHeaders;
use js_sys::{Function, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::imports::{Aborter, outcome_of};
use crate::graph::{Headers, HttpRequest, HttpResponse};

/// The longest body that is read, UTF-16 units: a runaway error page must not fill the module's memory.
const LONGEST_BODY: u32 = 16 * 1024 * 1024;

/// The headers that are read: the first of every answer, the others of all but what was created.
const HEADERS: [&str; 5] = ["request-id", "retry-after", "location", "www-authenticate", "date"];

/// Sends a request and reads the whole answer, its `head` first. Dropped before it ends, it aborts the fetch underneath.
pub(super) async fn exchange(
    request: &HttpRequest,
    head: &Cell<Option<HttpResponse>>,
) -> Result<HttpResponse, JsValue> {
    let headers = RequestHeaders::new();
    for (name, value) in &request.headers {
        headers.set(name, value);
    }
    let aborting = Aborting(Aborter::new());
    let (url, method) = (&request.url, request.method.name());
    let answer = aborting.0.fetch(url, method, &headers.into_raw(), request.body.as_deref())?;
    let answer = outcome_of(answer).await?;
    head.set(Some(read_head(&answer)?));
    let body = read_body(&answer).await;
    aborting.0.end();
    let body = body?;
    Ok(HttpResponse { body, ..head.take().unwrap_or_default() })
}

/// Aborts when it is dropped.
struct Aborting(Aborter);

impl Drop for Aborting {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

fn read_head(answer: &JsValue) -> Result<HttpResponse, JsValue> {
    let status = if answer.is_object() { Reflect::get(answer, &"status".into())?.as_f64() } else { None };
    let status = status.and_then(status_code);
    // The type of a redirect, whose status is 0 as well, is "opaqueredirect".
    let is_error = status == Some(0) && Reflect::get(answer, &"type".into())? == "error";
    let Some(status) = status.filter(|_| !is_error) else {
        return Err(js_sys::TypeError::new("fetch gave Response.error(), or no Response").into());
    };
    let given = Reflect::get(answer, &"headers".into())?;
    let names = if status == 201 { 1 } else { HEADERS.len() };
    let mut headers = Headers::default();
    for name in HEADERS.into_iter().take(names) {
        if let Some(value) = read_header(&given, name)? {
            headers.add(name, &value);
        }
    }
    Ok(HttpResponse { status, headers, body: String::new() })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "three digits")]
fn status_code(number: f64) -> Option<u16> {
    (0.0..1000.0).contains(&number).then_some(number as u16)
}

async fn read_body(answer: &JsValue) -> Result<String, JsValue> {
    let text = if let Some(text) = method(answer, "text")? {
        outcome_of(text.call0(answer)?).await?
    } else if let Some(json) = method(answer, "json")? {
        js_sys::JSON::stringify(&outcome_of(json.call0(answer)?).await?)?.into()
    } else {
        JsValue::NULL
    };
    if text.is_null() || text.is_undefined() {
        return Ok(String::new());
    }
    let text: JsString = text.dyn_into()?;
    Ok(text.slice(0, LONGEST_BODY).into())
}

/// The method of this name.
fn method(object: &JsValue, name: &str) -> Result<Option<Function>, JsValue> {
    Ok(Reflect::get(object, &name.into())?.dyn_into().ok())
}

fn read_header(headers: &JsValue, name: &str) -> Result<Option<String>, JsValue> {
    if !headers.is_object() {
        return Ok(None);
    }
    if let Some(get) = method(headers, "get")? {
        return Ok(get.call1(headers, &name.into())?.as_string());
    }
    let keys = Object::keys::<JsValue>(headers.unchecked_ref());
    let key = keys.iter().find(|key| key.as_string().is_some_and(|key| key.eq_ignore_ascii_case(name)));
    key.map_or(Ok(None), |key| Ok(Reflect::get(headers, &key)?.as_string()))
}
