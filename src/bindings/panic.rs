//! How the module starts, and the safety net under every call: should it panic after all, what is pending is rejected and the next
//! call starts afresh. (`src/js/start.ts` does the same where a call ends without a panic, as when the stack is full.)

use wasm_bindgen::prelude::*;

use super::imports::reject_pending;

/// Runs once when the module starts.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|_| {
        reject_pending();
        wasm_bindgen::handler::schedule_reinit();
    }));
}
