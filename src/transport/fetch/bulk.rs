//! The port's side for many chats: a source of requests that takes the outcomes.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::flag::Flag;
use super::{FetchPort, cause_of};
use crate::bindings::{Source, outcome_to_js, progress_to_js};
use crate::model::{BulkProgress, Cause, ChatOutcome};
use crate::transport::BulkPort;

#[wasm_bindgen(module = "/src/js/environment.js")]
extern "C" {
    fn elapsed() -> f64;
}

/// The source of a run.
pub(super) struct Bulk {
    source: Source,
    taken: Flag,
    _on_taken: Closure<dyn FnMut()>,
}

impl Bulk {
    pub(super) fn new(source: Source) -> Self {
        let taken = Flag::default();
        let raised = taken.clone();
        let on_taken = Closure::<dyn FnMut()>::new(move || raised.raise());
        source.on_taken(&on_taken);
        Self { source, taken, _on_taken: on_taken }
    }
}

/// A port without a source reads nothing and hands nothing on.
impl BulkPort for FetchPort {
    async fn next(&self) -> Result<Option<String>, Cause> {
        let Some(bulk) = &self.bulk else { return Ok(None) };
        // An iterable that takes no time answers at once, so that an abort cannot come between reading and having read.
        let answer = match bulk.source.read() {
            answer if Array::is_array(&answer) => answer,
            promise => JsFuture::from(Promise::resolve(&promise)).await.unwrap_or_default(),
        };
        let answer = Array::from(&answer);
        if answer.length() == 0 {
            return Ok(None);
        }
        answer.get(0).as_string().map(Some).ok_or_else(|| cause_of(&answer))
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time in milliseconds")]
    fn elapsed_ms(&self) -> u64 {
        elapsed() as u64
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the length of a list")]
    fn total(&self) -> Option<u64> {
        self.bulk.as_ref()?.source.total().map(|total| total as u64)
    }

    fn emit(&self, outcome: ChatOutcome) {
        if let Some(bulk) = &self.bulk {
            bulk.source.emit(outcome_to_js(&outcome));
        }
    }

    fn undelivered(&self) -> usize {
        self.bulk.as_ref().map_or(0, |bulk| bulk.source.undelivered() as usize)
    }

    async fn taken(&self) {
        let Some(bulk) = &self.bulk else { return std::future::pending().await };
        bulk.taken.wait().await;
        bulk.taken.lower();
    }

    fn progressed(&self, progress: &BulkProgress) {
        if let Some(bulk) = &self.bulk {
            bulk.source.progress(progress_to_js(progress));
        }
    }
}
