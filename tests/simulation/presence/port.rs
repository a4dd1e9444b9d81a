//! The client's side of that world, on a clock that jumps to whatever is waited for.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use msgraph_chats::{
    Attempt, BulkPort, BulkProgress, Cause, ChatOutcome, FoundChat, HttpRequest, HttpResponse, Port,
    ResultsPort,
};

use super::world::{BEGIN_MS, World, respond};

pub(crate) struct PresencePort {
    pub(crate) world: RefCell<World>,
    pub(crate) source: RefCell<VecDeque<String>>,
    pub(crate) outcomes: RefCell<Vec<ChatOutcome>>,
    pub(crate) found: RefCell<Vec<FoundChat>>,
    pub(crate) aborts_at_ms: Option<u64>,
    due_ms: RefCell<Vec<u64>>,
    pub(crate) in_flight: Cell<u64>,
}

impl PresencePort {
    pub(crate) fn new(world: World, source: Vec<String>, aborts_at_ms: Option<u64>) -> Self {
        Self {
            world: RefCell::new(world),
            source: RefCell::new(source.into()),
            outcomes: RefCell::default(),
            found: RefCell::default(),
            aborts_at_ms,
            due_ms: RefCell::default(),
            in_flight: Cell::new(0),
        }
    }

    fn now(&self) -> u64 {
        self.world.borrow().now_ms
    }

    /// Runs a future to its end; nothing where it does not come to one.
    pub(crate) fn run<F: Future>(&self, future: F) -> Option<F::Output> {
        let mut future = pin!(future);
        for _ in 0..20_000 {
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                return Some(output);
            }
            let due_ms = self.due_ms.take().into_iter().min()?;
            self.world.borrow_mut().now_ms = due_ms;
        }
        None
    }

    async fn until(&self, due_ms: u64) {
        poll_fn(|_| {
            if self.now() >= due_ms {
                return Poll::Ready(());
            }
            self.due_ms.borrow_mut().push(due_ms);
            Poll::Pending
        })
        .await;
    }

    async fn latency(&self) {
        let latency_ms = self.world.borrow_mut().random.below(400);
        self.until(self.now() + latency_ms).await;
    }
}

impl Port for PresencePort {
    async fn token(&self, _: Option<&str>) -> Result<String, Cause> {
        Ok("token-of-the-simulation".to_owned())
    }

    fn can_answer_claims(&self) -> bool {
        false
    }

    async fn send(&self, request: &HttpRequest) -> Result<HttpResponse, Cause> {
        self.latency().await;
        let response = respond(&mut self.world.borrow_mut(), request);
        self.latency().await;
        response.ok_or_else(|| Cause { name: "TypeError".to_owned(), ..Cause::default() })
    }

    async fn sleep(&self, duration_ms: u64) {
        self.until(self.now().saturating_add(duration_ms)).await;
    }

    async fn aborted(&self) {
        match self.aborts_at_ms {
            Some(at_ms) => self.until(at_ms).await,
            None => std::future::pending().await,
        }
    }

    fn is_aborted(&self) -> bool {
        self.aborts_at_ms.is_some_and(|at_ms| self.now() >= at_ms)
    }

    fn now_ms(&self) -> u64 {
        BEGIN_MS + self.now()
    }

    fn random(&self) -> u32 {
        self.world.borrow_mut().random.bits()
    }

    fn attempt_ended(&self, _: &Attempt) {}
}

impl BulkPort for PresencePort {
    async fn next(&self) -> Result<Option<String>, Cause> {
        Ok(self.source.borrow_mut().pop_front())
    }

    fn elapsed_ms(&self) -> u64 {
        self.now()
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

    fn progressed(&self, progress: &BulkProgress) {
        self.in_flight.set(progress.in_flight);
    }
}

impl ResultsPort<FoundChat> for PresencePort {
    fn emit(&self, found: FoundChat) {
        self.found.borrow_mut().push(found);
    }

    async fn wanted(&self) {}
}
