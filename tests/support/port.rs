//! A port over a Graph that a test writes, on a clock that jumps to whatever is waited for: for tests of single calls and for
//! properties. The simulations have a world of their own.

#![allow(dead_code, reason = "each crate of tests uses a part of it")]

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use msgraph_chats::{
    Attempt, BulkPort, BulkProgress, Cause, ChatOutcome, FoundChat, Headers, HttpRequest, HttpResponse,
    MemberOutcome, Port, ResultsPort,
};

use serde_json::{Value, json};

/// When every run begins: 2026-11-30T13:00:00Z.
pub const BEGIN_MS: u64 = 1_796_043_600_000;

/// What must not be told.
pub const TOKEN: &str = "token-of-the-fuzz-test";

/// A request as it was seen: seconds since the begin, and method and path.
pub type Seen = (u64, String);

type Script<'g> = dyn FnMut(&str, &HttpRequest) -> HttpResponse + 'g;

enum Graph<'g> {
    /// The answer to everything.
    Always(HttpResponse),
    /// Is given `METHOD path` and the request, each inside a batch by itself.
    Scripted(Box<Script<'g>>),
}

/// See the module.
pub struct ScriptedPort<'g> {
    graph: RefCell<Graph<'g>>,
    seen: RefCell<Vec<Seen>>,
    sends: Cell<u64>,
    pub attempts: Cell<u32>,
    pub found: RefCell<Vec<FoundChat>>,
    pub outcomes: RefCell<Vec<MemberOutcome>>,
    /// Requests for many chats, what became of them, and the progress that was told last.
    pub source: RefCell<VecDeque<String>>,
    pub chats: RefCell<Vec<ChatOutcome>>,
    pub progress: RefCell<BulkProgress>,
    /// How many results somebody waits for.
    pub wants: Cell<usize>,
    /// The caller aborts at this time.
    pub aborts_at_ms: Cell<Option<u64>>,
    now_ms: Cell<u64>,
    due_ms: RefCell<Vec<u64>>,
}

impl<'g> ScriptedPort<'g> {
    /// A port over a Graph that is given `METHOD path` and the request.
    pub fn new(graph: impl FnMut(&str, &HttpRequest) -> HttpResponse + 'g) -> Self {
        Self::over(Graph::Scripted(Box::new(graph)))
    }

    /// A port over something that has one answer for everything.
    pub fn always(answer: HttpResponse) -> Self {
        Self::over(Graph::Always(answer))
    }

    fn over(graph: Graph<'g>) -> Self {
        Self {
            graph: RefCell::new(graph),
            seen: RefCell::default(),
            sends: Cell::new(0),
            attempts: Cell::new(0),
            found: RefCell::default(),
            outcomes: RefCell::default(),
            source: RefCell::default(),
            chats: RefCell::default(),
            progress: RefCell::default(),
            wants: Cell::new(usize::MAX),
            aborts_at_ms: Cell::new(None),
            now_ms: Cell::new(BEGIN_MS),
            due_ms: RefCell::default(),
        }
    }

    /// What was sent, and when in seconds.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.borrow().clone()
    }

    /// How many requests left, a batch being one.
    pub fn sends(&self) -> u64 {
        self.sends.get()
    }

    /// What was sent.
    pub fn paths(&self) -> Vec<String> {
        self.seen.borrow().iter().map(|(_, path)| path.clone()).collect()
    }

    /// Runs a future to its end.
    pub fn run<F: Future>(&self, future: F) -> F::Output {
        let mut future = pin!(future);
        for _ in 0..10_000 {
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                return output;
            }
            let due_ms = self.due_ms.take().into_iter().min().expect("something to wait for");
            self.now_ms.set(due_ms);
        }
        panic!("it goes on and on");
    }

    fn ask(&self, line: &str, request: &HttpRequest) -> HttpResponse {
        self.seen.borrow_mut().push(((self.now_ms.get() - BEGIN_MS) / 1_000, line.to_owned()));
        match &mut *self.graph.borrow_mut() {
            Graph::Always(answer) => answer.clone(),
            Graph::Scripted(graph) => graph(line, request),
        }
    }

    /// Each request inside is answered as if it had come alone.
    fn answer_batch(&self, batch: &HttpRequest) -> HttpResponse {
        let sent: Value = serde_json::from_str(batch.body.as_deref().unwrap()).unwrap();
        let mut responses = Vec::new();
        for request in sent["requests"].as_array().unwrap() {
            let line =
                format!("{} {}", request["method"].as_str().unwrap(), request["url"].as_str().unwrap());
            let body = request.get("body").map(Value::to_string);
            let inner = self.ask(&line, &HttpRequest { body, ..batch.clone() });
            let body: Value = serde_json::from_str(&inner.body).unwrap_or_default();
            responses.push(json!({ "id": request["id"], "status": inner.status, "body": body }));
        }
        answer(200, &json!({ "responses": responses }).to_string())
    }

    async fn until(&self, due_ms: u64) {
        poll_fn(|_| {
            if self.now_ms.get() >= due_ms {
                return Poll::Ready(());
            }
            self.due_ms.borrow_mut().push(due_ms);
            Poll::Pending
        })
        .await;
    }

    async fn until_wanted(&self, given: usize) {
        if given >= self.wants.get() {
            std::future::pending::<()>().await;
        }
    }
}

/// An answer with a body.
pub fn answer(status: u16, body: &str) -> HttpResponse {
    HttpResponse { status, headers: Headers::default(), body: body.to_owned() }
}

impl Port for ScriptedPort<'_> {
    async fn token(&self, _: Option<&str>) -> Result<String, Cause> {
        Ok(TOKEN.to_owned())
    }

    fn can_answer_claims(&self) -> bool {
        true
    }

    async fn send(
        &self,
        request: &HttpRequest,
        _: &Cell<Option<HttpResponse>>,
    ) -> Result<HttpResponse, Cause> {
        let path = request.url.strip_prefix("https://graph.microsoft.com/").expect("Graph is asked");
        let path = path.strip_prefix("v1.0").unwrap_or(path);
        let line = format!("{} {path}", request.method.name());
        self.sends.set(self.sends.get() + 1);
        if path == "/$batch" && matches!(*self.graph.borrow(), Graph::Scripted(_)) {
            return Ok(self.answer_batch(request));
        }
        let response = self.ask(&line, request);
        if response.status == 0 && matches!(*self.graph.borrow(), Graph::Scripted(_)) {
            return Err(Cause { name: "TypeError".to_owned(), code: None, message: String::new() });
        }
        Ok(response)
    }

    async fn sleep(&self, duration_ms: u64) {
        self.until(self.now_ms.get().saturating_add(duration_ms)).await;
    }

    async fn aborted(&self) {
        match self.aborts_at_ms.get() {
            Some(at_ms) => self.until(at_ms).await,
            None => std::future::pending().await,
        }
    }

    fn is_aborted(&self) -> bool {
        self.aborts_at_ms.get().is_some_and(|at_ms| self.now_ms.get() >= at_ms)
    }

    fn now_ms(&self) -> u64 {
        self.now_ms.get()
    }

    fn random(&self) -> u32 {
        0
    }

    fn attempt_ended(&self, _: &Attempt) {
        self.attempts.set(self.attempts.get() + 1);
    }
}

impl ResultsPort<FoundChat> for ScriptedPort<'_> {
    fn emit(&self, result: FoundChat) {
        self.found.borrow_mut().push(result);
    }

    async fn wanted(&self) {
        let given = self.found.borrow().len();
        self.until_wanted(given).await;
    }
}

impl ResultsPort<MemberOutcome> for ScriptedPort<'_> {
    fn emit(&self, result: MemberOutcome) {
        self.outcomes.borrow_mut().push(result);
    }

    async fn wanted(&self) {
        let given = self.outcomes.borrow().len();
        self.until_wanted(given).await;
    }
}

impl BulkPort for ScriptedPort<'_> {
    async fn next(&self) -> Result<Option<String>, Cause> {
        Ok(self.source.borrow_mut().pop_front())
    }

    fn elapsed_ms(&self) -> u64 {
        self.now_ms.get() - BEGIN_MS
    }

    fn total(&self) -> Option<u64> {
        None
    }

    fn emit(&self, outcome: ChatOutcome) {
        self.chats.borrow_mut().push(outcome);
    }

    fn undelivered(&self) -> usize {
        0
    }

    async fn taken(&self) {
        std::future::pending::<()>().await;
    }

    fn progressed(&self, progress: &BulkProgress) {
        self.progress.replace(progress.clone());
    }
}
