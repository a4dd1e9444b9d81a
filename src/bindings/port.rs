//! The port over a JavaScript environment: fetch, timers, the caller's token and signal, the caller's requests.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::convert::{self, to_js};
use super::fetch::exchange;
use super::imports::{self, Call, Sink, Source, Timer, cause, text_of};
use crate::client::{BulkPort, Port, ResultsPort};
use crate::graph::{HttpRequest, HttpResponse};
use crate::results::{Attempt, BulkProgress, Cause, ChatOutcome, FoundChat, MemberOutcome, number};

/// One call's port.
pub(super) struct FetchPort {
    call: Call,
    aborted: RefCell<Option<JsFuture>>,
    /// Of a run over many chats; undefined for other calls.
    source: Source,
    /// Of a call that gives several results; undefined for other calls.
    sink: Sink,
}

impl FetchPort {
    /// For a single call.
    pub(super) fn new(call: Call) -> Self {
        let aborted = RefCell::new(call.aborted().map(JsFuture::from));
        Self { call, aborted, source: JsValue::UNDEFINED.into(), sink: JsValue::UNDEFINED.into() }
    }

    /// For a run over many chats.
    pub(super) fn over(call: Call, source: Source) -> Self {
        Self { source, ..Self::new(call) }
    }

    /// For a call that gives several results.
    pub(super) fn into_sink(call: Call, sink: Sink) -> Self {
        Self { sink, ..Self::new(call) }
    }
}

impl Port for FetchPort {
    async fn token(&self, claims: Option<&str>) -> Result<String, Cause> {
        text_of(self.call.token(claims)).await.map(Option::unwrap_or_default)
    }

    fn can_answer_claims(&self) -> bool {
        self.call.can_ask_again()
    }

    async fn send(&self, request: &HttpRequest) -> Result<HttpResponse, Cause> {
        exchange(request).await.map_err(|thrown| cause(&thrown))
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
        text_of(self.source.next()).await
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a time in milliseconds")]
    fn elapsed_ms(&self) -> u64 {
        imports::elapsed() as u64
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the length of a list")]
    fn total(&self) -> Option<u64> {
        self.source.total().map(|total| total as u64)
    }

    fn emit(&self, outcome: ChatOutcome) {
        let index = number(outcome.index);
        match &outcome.result {
            Ok(chat) => self.source.created(index, convert::created(chat)),
            Err(failure) => self.source.failed(index, convert::error(failure)),
        }
    }

    fn undelivered(&self) -> usize {
        self.source.undelivered()
    }

    async fn taken(&self) {
        let _ = JsFuture::from(self.source.taken()).await;
    }

    fn progressed(&self, progress: &BulkProgress) {
        self.source.progressed(to_js(progress));
    }
}

impl ResultsPort<FoundChat> for FetchPort {
    fn emit(&self, found: FoundChat) {
        self.sink.found(&found.chat, found.is_exact);
    }

    async fn wanted(&self) {
        let _ = JsFuture::from(self.sink.wanted()).await;
    }
}

impl ResultsPort<MemberOutcome> for FetchPort {
    fn emit(&self, outcome: MemberOutcome) {
        match &outcome.result {
            Ok(()) => self.sink.added(outcome.index),
            Err(failure) => self.sink.not_added(outcome.index, convert::error(failure)),
        }
    }

    async fn wanted(&self) {
        let _ = JsFuture::from(self.sink.wanted()).await;
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
