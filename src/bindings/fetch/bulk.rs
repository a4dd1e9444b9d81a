//! The port's side for many chats: a source of requests that takes the outcomes.

use std::future::Future;

use wasm_bindgen::prelude::*;

use super::{FetchPort, Reply, text};
use crate::bindings::{number, outcome_to_js};
use crate::client::BulkPort;
use crate::results::{BulkProgress, Cause, ChatOutcome};

#[wasm_bindgen(module = "/src/js/environment.js")]
extern "C" {
    fn elapsed() -> f64;
}

impl BulkPort for FetchPort {
    // Begins when it is polled: then an abort cannot come between reading and having read where an iterable takes no time.
    async fn next(&self) -> Result<Option<String>, Cause> {
        Reply::to(|number| self.source.read(number)).read(request).await
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time in milliseconds")]
    fn elapsed_ms(&self) -> u64 {
        elapsed() as u64
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the length of a list")]
    fn total(&self) -> Option<u64> {
        self.source.total().map(|total| total as u64)
    }

    fn emit(&self, outcome: ChatOutcome) {
        self.source.emit(outcome_to_js(&outcome));
    }

    fn undelivered(&self) -> usize {
        self.source.undelivered()
    }

    fn taken(&self) -> impl Future<Output = ()> {
        Reply::to(|number| self.source.on_taken(number)).read(|_| ())
    }

    fn progressed(&self, progress: &BulkProgress) {
        let BulkProgress { total, created, failed, in_flight, paused_for_ms, per_second, time_left_ms } =
            progress;
        self.source.progress(
            total.map(number),
            number(*created),
            number(*failed),
            number(*in_flight),
            paused_for_ms.map(number),
            *per_second,
            time_left_ms.map(number),
        );
    }
}

/// What a source answers: a request behind a mark, or nothing at its end.
fn request(answer: &str) -> Result<Option<String>, Cause> {
    if answer.is_empty() { Ok(None) } else { text(answer).map(Some) }
}
