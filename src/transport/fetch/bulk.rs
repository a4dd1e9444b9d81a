//! The port's side for many chats: a source of requests that takes the outcomes.

use wasm_bindgen::prelude::*;

use super::{FetchPort, Reply, given};
use crate::bindings::{number, outcome_to_js};
use crate::model::{BulkProgress, Cause, ChatOutcome};
use crate::transport::BulkPort;

#[wasm_bindgen(module = "/src/js/environment.js")]
extern "C" {
    fn elapsed() -> f64;
}

/// A port without a source reads nothing and hands nothing on.
impl BulkPort for FetchPort {
    async fn next(&self) -> Result<Option<String>, Cause> {
        let Some(source) = &self.source else { return Ok(None) };
        // An iterable that takes no time answers at once, so that an abort cannot come between reading and having read.
        Reply::to(|settle, number| source.read(settle, number)).read(request).await
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time in milliseconds")]
    fn elapsed_ms(&self) -> u64 {
        elapsed() as u64
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the length of a list")]
    fn total(&self) -> Option<u64> {
        self.source.as_ref()?.total().map(|total| total as u64)
    }

    fn emit(&self, outcome: ChatOutcome) {
        if let Some(source) = &self.source {
            source.emit(outcome_to_js(&outcome));
        }
    }

    fn undelivered(&self) -> usize {
        self.source.as_ref().map_or(0, |source| source.undelivered() as usize)
    }

    async fn taken(&self) {
        let Some(source) = &self.source else { return std::future::pending().await };
        Reply::to(|settle, number| source.on_taken(settle, number)).read(drop).await;
    }

    fn progressed(&self, progress: &BulkProgress) {
        if let Some(source) = &self.source {
            let BulkProgress { total, created, failed, in_flight, paused_for_ms } = progress;
            source.progress(
                total.map(number),
                number(*created),
                number(*failed),
                number(*in_flight),
                paused_for_ms.map(number),
            );
        }
    }
}

/// What a source answers: a request behind a mark, or nothing at its end.
fn request(answer: String) -> Result<Option<String>, Cause> {
    if answer.is_empty() { Ok(None) } else { given(answer).map(Some) }
}
