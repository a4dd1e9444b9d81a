//! `setTimeout` as a future that clears its timer when it is dropped.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::flag::Flag;

#[wasm_bindgen(module = "/src/js/environment.js")]
extern "C" {
    #[wasm_bindgen(js_name = startTimer, catch)]
    fn start_timer(callback: &Closure<dyn FnMut()>, delay_ms: f64) -> Result<Function, JsValue>;
}

/// A running timer.
pub(super) struct Timer {
    flag: Flag,
    cancel: Function,
    _callback: Closure<dyn FnMut()>,
}

impl Timer {
    /// Waits so many milliseconds; where there are no timers, not at all.
    pub(super) async fn start(duration_ms: u64) {
        let flag = Flag::default();
        let raised = flag.clone();
        let callback = Closure::<dyn FnMut()>::new(move || raised.raise());
        // Options bound every wait below 2^31, which timers take.
        let delay_ms = f64::from(u32::try_from(duration_ms).unwrap_or(u32::MAX));
        let Ok(cancel) = start_timer(&callback, delay_ms) else { return };
        let timer = Self { flag, cancel, _callback: callback };
        timer.flag.wait().await;
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let _ = self.cancel.call0(&JsValue::UNDEFINED);
    }
}
