//! What a call asks of the JavaScript client; none of it throws.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The client's side of one call.
    pub type Hooks;

    #[wasm_bindgen(method, getter, js_name = canAsk)]
    pub(crate) fn can_ask(this: &Hooks) -> bool;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn aborted(this: &Hooks) -> bool;

    #[wasm_bindgen(method)]
    pub(crate) fn token(this: &Hooks, claims: Option<&str>) -> Promise;

    #[wasm_bindgen(method)]
    pub(crate) fn subscribe(this: &Hooks, callback: &Closure<dyn FnMut()>) -> Function;

    #[wasm_bindgen(method)]
    pub(crate) fn attempt(this: &Hooks, attempt: JsValue);

    /// Requests to read and outcomes to hand on.
    pub type Source;

    /// The next request, or a promise of it.
    #[wasm_bindgen(method)]
    pub(crate) fn read(this: &Source) -> JsValue;

    #[wasm_bindgen(method, getter)]
    pub(crate) fn total(this: &Source) -> Option<f64>;

    #[wasm_bindgen(method)]
    pub(crate) fn emit(this: &Source, outcome: JsValue);

    #[wasm_bindgen(method, getter)]
    pub(crate) fn undelivered(this: &Source) -> u32;

    #[wasm_bindgen(method, js_name = onTaken)]
    pub(crate) fn on_taken(this: &Source, callback: &Closure<dyn FnMut()>);

    #[wasm_bindgen(method)]
    pub(crate) fn progress(this: &Source, progress: JsValue);
}
