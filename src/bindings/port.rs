//! The port over a JavaScript environment: fetch, timers, the caller's token and signal, the caller's requests.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::convert::{self, to_js};
use super::fetch::exchange;
use super::imports::{self, Call, Results, Timer, cause, text_of};
use crate::client::{BulkPort, Port, ResultsPort};
use crate::graph::{HttpRequest, HttpResponse};
use crate::results::{Attempt, BulkProgress, Cause, ChatOutcome, Failure, FoundChat, MemberOutcome, number};

/// One call's port.
pub(super) struct FetchPort {
    call: Call,
    aborted: RefCell<Option<JsFuture>>,
    /// Undefined for a call that gives one result.
    results: Results,
}

impl FetchPort {
    pub(super) fn new(call: Call, results: Results) -> Self {
        let aborted = RefCell::new(call.aborted().map(JsFuture::from));
        Self { call, aborted, results }
    }

    /// Hands on one of several results.
    fn push(&self, index: u64, result: Result<JsValue, Box<Failure>>) {
        match result {
            Ok(result) => self.results.push(number(index), result),
            Err(failure) => self.results.fail(number(index), convert::error(&failure)),
        }
    }
}

impl Port for FetchPort {
    async fn token(&self, claims: Option<&str>) -> Result<String, Cause> {
        text_of(self.call.token(claims)).await.map(Option::unwrap_or_default)
    }

    fn can_answer_claims(&self) -> bool {
        self.call.can_ask_again()
    }

    async fn send(
        &self,
        request: &HttpRequest,
        head: &Cell<Option<HttpResponse>>,
    ) -> Result<HttpResponse, Cause> {
        exchange(request, head).await.map_err(|thrown| cause(&thrown))
    }

    fn sleep(&self, duration_ms: u64) -> impl Future<Output = ()> {
        let timer = Timer::new(number(duration_ms));
        Sleep { ended: JsFuture::from(timer.ended()), timer }
    }

    fn aborted(&self) -> impl Future<Output = ()> {
        poll_fn(|context| {
            if self.is_aborted() {
                return Poll::Ready(());
            }
            // It ends with the call at the latest, when nobody asks any more.
            match self.aborted.borrow_mut().as_mut() {
                Some(aborted) => Pin::new(aborted).poll(context).map(|_| ()),
                None => Poll::Pending,
            }
        })
    }

    fn is_aborted(&self) -> bool {
        self.call.is_aborted()
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a date is a whole number below 2^53"
    )]
    fn now_ms(&self) -> u64 {
        imports::now() as u64
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::float_arithmetic,
        reason = "from [0, 1) to 32 bits"
    )]
    fn random(&self) -> u32 {
        (imports::random() * 4_294_967_296.0) as u32
    }

    fn attempt_ended(&self, attempt: &Attempt) {
        if self.call.is_watched() {
            self.call.attempt_ended(to_js(attempt));
        }
    }
}

impl BulkPort for FetchPort {
    // Begins when it is polled: then an abort cannot come between reading and having read where an iterable takes no time.
    async fn next(&self) -> Result<Option<String>, Cause> {
        text_of(self.results.next()).await
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time in milliseconds")]
    fn elapsed_ms(&self) -> u64 {
        imports::elapsed() as u64
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the length of a list")]
    fn total(&self) -> Option<u64> {
        self.results.total().as_f64().map(|total| total as u64)
    }

    fn emit(&self, outcome: ChatOutcome) {
        self.push(outcome.index, outcome.result.map(|chat| convert::created(&chat)));
    }

    fn undelivered(&self) -> usize {
        self.results.undelivered()
    }

    async fn taken(&self) {
        let _ = JsFuture::from(self.results.taken()).await;
    }

    fn progressed(&self, progress: &BulkProgress) {
        self.results.progressed(to_js(progress));
    }
}

impl ResultsPort<FoundChat> for FetchPort {
    fn emit(&self, found: FoundChat) {
        self.push(0, Ok(to_js(&found)));
    }

    async fn wanted(&self) {
        let _ = JsFuture::from(self.results.wanted()).await;
    }
}

impl ResultsPort<MemberOutcome> for FetchPort {
    fn emit(&self, outcome: MemberOutcome) {
        self.push(outcome.index as u64, outcome.result.map(|()| JsValue::UNDEFINED));
    }

    async fn wanted(&self) {
        let _ = JsFuture::from(self.results.wanted()).await;
    }
}

/// A timer; dropped before it ends, it is freed.
struct Sleep {
    timer: Timer,
    ended: JsFuture,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.ended).poll(context).map(|_| ())
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.timer.cancel();
    }
}
