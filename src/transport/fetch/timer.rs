//! `setTimeout` as a future that clears its timer when it is dropped.

use wasm_bindgen::prelude::*;

use super::flag::Flag;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout, catch)]
    fn set_timeout(callback: &Closure<dyn FnMut()>, delay_ms: f64) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = clearTimeout, catch)]
    fn clear_timeout(timer: &JsValue) -> Result<(), JsValue>;
}

/// A running timer.
pub(super) struct Timer {
    flag: Flag,
    id: JsValue,
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
        let Ok(id) = set_timeout(&callback, delay_ms) else { return };
        let timer = Self { flag, id, _callback: callback };
        timer.flag.wait().await;
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let _ = clear_timeout(&self.id);
    }
}
