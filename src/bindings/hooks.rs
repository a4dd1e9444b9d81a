//! What a call asks of the JavaScript client; none of it throws.

use wasm_bindgen::prelude::*;

use crate::bindings::fetch::Wait;

#[wasm_bindgen]
extern "C" {
    /// The client's side of one call.
    pub type Hooks;

    #[wasm_bindgen(method, getter, js_name = canAsk)]
    pub(crate) fn can_ask(this: &Hooks) -> bool;

    /// Whether someone wants to know of attempts.
    #[wasm_bindgen(method, getter)]
    pub(crate) fn listens(this: &Hooks) -> bool;

    #[wasm_bindgen(method)]
    pub(crate) fn token(this: &Hooks, claims: Option<&str>, number: usize) -> Wait;

    #[wasm_bindgen(method, js_name = onAbort)]
    pub(crate) fn on_abort(this: &Hooks, number: usize) -> Wait;

    #[wasm_bindgen(method)]
    pub(crate) fn attempt(
        this: &Hooks,
        number: u32,
        status: Option<u16>,
        request_id: Option<&str>,
        retry_in_ms: Option<f64>,
    );

    /// Requests to read and outcomes to hand on.
    pub type Source;

    /// Answers with the next request behind a mark, and with nothing at the end.
    #[wasm_bindgen(method)]
    pub(crate) fn read(this: &Source, number: usize) -> Wait;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn total(this: &Source) -> Option<f64>;

    #[wasm_bindgen(method)]
    pub(crate) fn emit(this: &Source, outcome: JsValue);

    #[wasm_bindgen(method, getter)]
    pub(crate) fn undelivered(this: &Source) -> usize;

    #[wasm_bindgen(method, js_name = onTaken)]
    pub(crate) fn on_taken(this: &Source, number: usize) -> Wait;

    #[wasm_bindgen(method)]
    pub(crate) fn progress(
        this: &Source,
        total: Option<f64>,
        created: f64,
        failed: f64,
        in_flight: f64,
        paused_for_ms: Option<f64>,
        per_second: Option<f64>,
        time_left_ms: Option<f64>,
    );
}
