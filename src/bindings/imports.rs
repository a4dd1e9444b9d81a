//! What Rust calls in JavaScript. What is not marked `catch` throws nothing.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::results::Cause;
use crate::text::json::{Value, read};

/// Everything in `src/js/imports.ts`.
#[wasm_bindgen(raw_module = "msgraph-chats:imports")]
extern "C" {
    /// The package's error.
    pub(super) type ChatError;

    /// Of the named fields of a failure.
    #[wasm_bindgen(constructor)]
    pub(super) fn new(fields: JsValue) -> ChatError;

    pub(super) fn now() -> f64;

    pub(super) fn elapsed() -> f64;

    pub(super) fn random() -> f64;

    /// A wait.
    pub(super) type Timer;

    #[wasm_bindgen(constructor)]
    pub(super) fn new(delay_ms: f64) -> Timer;

    #[wasm_bindgen(method, getter)]
    pub(super) fn ended(this: &Timer) -> Promise;

    /// Ends it now.
    #[wasm_bindgen(method)]
    pub(super) fn cancel(this: &Timer);

    /// One fetch, and its abort. Where there can be none the time limit ends the wait alone, not what goes on underneath.
    pub(super) type Aborter;

    #[wasm_bindgen(constructor)]
    pub(super) fn new() -> Aborter;

    /// Calls the fetch of now, so that what stands in its place counts.
    #[wasm_bindgen(catch, method)]
    pub(super) fn fetch(
        this: &Aborter,
        url: &str,
        method: &str,
        headers: &JsValue,
        body: Option<&str>,
    ) -> Result<JsValue, JsValue>;

    /// The fetch has ended.
    #[wasm_bindgen(method)]
    pub(super) fn end(this: &Aborter);

    /// Aborts, unless it has ended.
    #[wasm_bindgen(method)]
    pub(super) fn cancel(this: &Aborter);

    /// A native promise of whatever may be one.
    fn settled(value: &JsValue) -> Promise;

    /// What is told of something that was thrown, as JSON text.
    #[wasm_bindgen(js_name = causeText)]
    fn cause_text(thrown: &JsValue) -> String;

    #[wasm_bindgen(js_name = rejectPending)]
    pub(super) fn reject_pending();
}

#[wasm_bindgen]
extern "C" {
    /// The caller's side of one call.
    pub type Call;

    /// Whether asking for a token again can give another one.
    #[wasm_bindgen(method, getter, js_name = canAskAgain)]
    pub(super) fn can_ask_again(this: &Call) -> bool;

    /// Whether someone wants to know of attempts.
    #[wasm_bindgen(method, getter, js_name = isWatched)]
    pub(super) fn is_watched(this: &Call) -> bool;

    #[wasm_bindgen(method, js_name = isAborted)]
    pub(super) fn is_aborted(this: &Call) -> bool;

    /// Ends at the abort, or after the call.
    #[wasm_bindgen(method, getter)]
    pub(super) fn aborted(this: &Call) -> Option<Promise>;

    /// A text, or a promise of one.
    #[wasm_bindgen(method)]
    pub(super) fn token(this: &Call, claims: Option<&str>) -> JsValue;

    #[wasm_bindgen(method, js_name = attemptEnded)]
    pub(super) fn attempt_ended(this: &Call, attempt: JsValue);

    /// Where the results of a call go that gives several, and the requests of one that creates many.
    pub type Results;

    /// Ends when somebody waits for the next result.
    #[wasm_bindgen(method)]
    pub(super) fn wanted(this: &Results) -> Promise;

    /// `index` is the position of the request or member.
    #[wasm_bindgen(method)]
    pub(super) fn push(this: &Results, index: f64, result: JsValue);

    #[wasm_bindgen(method)]
    pub(super) fn fail(this: &Results, index: f64, error: JsValue);

    /// The next request: a text, or a promise of one; undefined at the end.
    #[wasm_bindgen(method)]
    pub(super) fn next(this: &Results) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub(super) fn total(this: &Results) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub(super) fn undelivered(this: &Results) -> usize;

    /// Ends when an outcome has been taken, or after the run.
    #[wasm_bindgen(method)]
    pub(super) fn taken(this: &Results) -> Promise;

    #[wasm_bindgen(method)]
    pub(super) fn progressed(this: &Results, progress: JsValue);
}

/// The value, or what it promises.
pub(super) async fn outcome_of(value: JsValue) -> Result<JsValue, JsValue> {
    if value.is_object() { JsFuture::from(settled(&value)).await } else { Ok(value) }
}

/// The same of a text; `None` where there is none.
pub(super) async fn text_of(value: JsValue) -> Result<Option<String>, Cause> {
    outcome_of(value).await.map(|value| value.as_string()).map_err(|thrown| cause(&thrown))
}

/// What is told of something that was thrown.
pub(super) fn cause(thrown: &JsValue) -> Cause {
    let text = cause_text(thrown);
    let told = read(&text);
    let [name, code, message] = told.root().pick(&["name", "code", "message"]);
    let text = |value: Option<Value<'_>>| value.and_then(Value::as_str).map(str::to_owned);
    Cause {
        name: text(name).unwrap_or_default(),
        code: text(code),
        message: text(message).unwrap_or_default(),
    }
}
