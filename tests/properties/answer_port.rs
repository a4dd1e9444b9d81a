//! A port that has one answer for everything, on a clock that jumps to whatever is waited for.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use msgraph_chats::{Attempt, BulkPort, BulkProgress, Cause, ChatOutcome, HttpRequest, HttpResponse, Port};

/// What must not be told.
pub const TOKEN: &str = "token-of-the-fuzz-test";

/// See the module.
pub struct AnswerPort {
    answer: HttpResponse,
    source: RefCell<VecDeque<String>>,
    outcomes: RefCell<Vec<ChatOutcome>>,
    sends: Cell<u64>,
    now_ms: Cell<u64>,
    /// When the timers end that were polled since the clock jumped.
    due_ms: RefCell<Vec<u64>>,
}

impl AnswerPort {
    /// A port with an answer, and requests for many chats.
    pub fn new(answer: HttpResponse, source: Vec<String>) -> Self {
        Self {
            answer,
            source: RefCell::new(source.into()),
            outcomes: RefCell::default(),
            sends: Cell::new(0),
            now_ms: Cell::new(1_795_518_693_217),
            due_ms: RefCell::default(),
        }
    }

    /// How many requests were sent.
    pub fn sends(&self) -> u64 {
        self.sends.get()
    }

    /// The outcomes of many chats.
    pub fn outcomes(&self) -> Vec<ChatOutcome> {
        self.outcomes.take()
    }
}

/// Runs a future to its end.
pub fn run<F: Future>(port: &AnswerPort, future: F) -> F::Output {
    let mut future = pin!(future);
    for _ in 0..10_000 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
        let due_ms = port.due_ms.take().into_iter().min().expect("something to wait for");
        port.now_ms.set(due_ms);
    }
    panic!("it goes on and on");
}

impl Port for AnswerPort {
    async fn token(&self, _: Option<&str>) -> Result<String, Cause> {
        Ok(TOKEN.to_owned())
    }

    fn can_answer_claims(&self) -> bool {
        true
    }

    async fn send(&self, request: &HttpRequest) -> Result<HttpResponse, Cause> {
        assert!(request.url.starts_with("https://graph.microsoft.com/"), "{}", request.url);
        self.sends.set(self.sends.get() + 1);
        Ok(self.answer.clone())
    }

    async fn sleep(&self, duration_ms: u64) {
        let due_ms = self.now_ms.get().saturating_add(duration_ms);
        poll_fn(|_| {
            if self.now_ms.get() >= due_ms {
                return Poll::Ready(());
            }
            self.due_ms.borrow_mut().push(due_ms);
            Poll::Pending
        })
        .await;
    }

    async fn aborted(&self) {
        std::future::pending::<()>().await;
    }

    fn is_aborted(&self) -> bool {
        false
    }

    fn now_ms(&self) -> u64 {
        self.now_ms.get()
    }

    fn random(&self) -> u32 {
        u32::MAX / 2
    }

    fn attempt_ended(&self, _: &Attempt) {}
}

impl BulkPort for AnswerPort {
    fn elapsed_ms(&self) -> u64 {
        self.now_ms.get()
    }

    async fn next(&self) -> Result<Option<String>, Cause> {
        Ok(self.source.borrow_mut().pop_front())
    }

    fn total(&self) -> Option<u64> {
        None
    }

    fn emit(&self, outcome: ChatOutcome) {
        self.outcomes.borrow_mut().push(outcome);
    }

    fn undelivered(&self) -> usize {
        0
    }

    async fn taken(&self) {
        std::future::pending::<()>().await;
    }

    fn progressed(&self, _: &BulkProgress) {}
}
