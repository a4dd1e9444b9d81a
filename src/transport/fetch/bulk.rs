//! The port for many chats: the same one, and a source of requests that takes the outcomes.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::flag::Flag;
use super::{FetchPort, cause_of};
use crate::bindings::{Source, outcome_to_js, progress_to_js};
use crate::model::{Attempt, BulkProgress, Cause, ChatOutcome, HttpRequest, HttpResponse};
use crate::transport::{BulkPort, Port};

/// One run's port.
pub(crate) struct BulkFetchPort {
    port: FetchPort,
    source: Source,
    taken: Flag,
    _on_taken: Closure<dyn FnMut()>,
}

impl BulkFetchPort {
    pub(crate) fn new(port: FetchPort, source: Source) -> Self {
        let taken = Flag::default();
        let raised = taken.clone();
        let on_taken = Closure::<dyn FnMut()>::new(move || raised.raise());
        source.on_taken(&on_taken);
        Self { port, source, taken, _on_taken: on_taken }
    }
}

impl Port for BulkFetchPort {
    async fn token(&self, claims: Option<&str>) -> Result<String, Cause> {
        self.port.token(claims).await
    }

    fn can_answer_claims(&self) -> bool {
        self.port.can_answer_claims()
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Cause> {
        self.port.send(request).await
    }

    async fn sleep(&self, duration_ms: u64) {
        self.port.sleep(duration_ms).await;
    }

    async fn aborted(&self) {
        self.port.aborted().await;
    }

    fn is_aborted(&self) -> bool {
        self.port.is_aborted()
    }

    fn now_ms(&self) -> u64 {
        self.port.now_ms()
    }

    fn random(&self) -> u32 {
        self.port.random()
    }

    fn attempt_ended(&self, attempt: &Attempt) {
        self.port.attempt_ended(attempt);
    }
}

impl BulkPort for BulkFetchPort {
    async fn next(&self) -> Result<Option<String>, Cause> {
        let answer = Array::from(&JsFuture::from(self.source.read()).await.unwrap_or_default());
        if answer.length() == 0 {
            return Ok(None);
        }
        answer.get(0).as_string().map(Some).ok_or_else(|| cause_of(&answer))
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the length of a list")]
    fn total(&self) -> Option<u64> {
        self.source.total().map(|total| total as u64)
    }

    fn emit(&self, outcome: ChatOutcome) {
        self.source.emit(outcome_to_js(&outcome));
    }

    fn undelivered(&self) -> usize {
        self.source.undelivered() as usize
    }

    async fn taken(&self) {
        self.taken.wait().await;
        self.taken.lower();
    }

    fn progressed(&self, progress: &BulkProgress) {
        self.source.progress(progress_to_js(progress));
    }
}
