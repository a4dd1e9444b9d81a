//! The safety net under every call: should the module panic after all, what is pending is rejected and the next call starts afresh.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/pending.js")]
extern "C" {
    #[wasm_bindgen(js_name = rejectPending)]
    fn reject_pending();
}

/// Runs once when the module starts.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|_| {
        reject_pending();
        wasm_bindgen::handler::schedule_reinit();
    }));
}
