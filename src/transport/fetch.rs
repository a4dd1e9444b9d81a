//! The port over a JavaScript environment: fetch, timers, the caller's token and signal.

mod bulk;
mod reply;

use std::future::poll_fn;

use gloo_net::http::Headers as RequestHeaders;
use wasm_bindgen::prelude::*;

pub(crate) use self::reply::{Reply, Settle, Wait};
use super::port::Port;
use crate::bindings::{Hooks, Source, number};
use crate::model::{Attempt, Cause, Failure, FailureKind, Headers, HttpRequest, HttpResponse, Method};
use crate::search;

#[wasm_bindgen(module = "/src/js/environment.js")]
extern "C" {
    #[wasm_bindgen(js_name = whyNoFetch)]
    fn why_no_fetch() -> String;

    fn now() -> f64;

    fn random() -> f64;

    #[wasm_bindgen(js_name = startTimer)]
    fn start_timer(delay_ms: f64, settle: &Settle, number: usize) -> Wait;

    #[wasm_bindgen(js_name = startFetch)]
    fn start_fetch(
        method: &str,
        url: &str,
        headers: JsValue,
        body: Option<&str>,
        settle: &Settle,
        number: usize,
    ) -> Wait;
}

/// One call's port.
pub(crate) struct FetchPort {
    hooks: Hooks,
    aborted: Reply,
    source: Option<Source>,
}

impl FetchPort {
    /// Listens to the caller's signal; fails where the environment has no fetch.
    pub(crate) fn new(hooks: Hooks, source: Option<Source>) -> Result<Self, Box<Failure>> {
        let missing = why_no_fetch();
        if !missing.is_empty() {
            let mut message = String::from("This environment has no ");
            message.push_str(&missing);
            message.push_str(", which is needed to call Graph.");
            return Err(Failure::new(FailureKind::Usage, message));
        }
        let aborted = Reply::to(|settle, number| hooks.on_abort(settle, number));
        Ok(Self { hooks, aborted, source })
    }
}

impl Port for FetchPort {
    async fn token(&self, claims: Option<&str>) -> Result<String, Cause> {
        given(Reply::to(|settle, number| self.hooks.token(claims, settle, number)).await)
    }

    fn can_answer_claims(&self) -> bool {
        self.hooks.can_ask()
    }

    async fn send(&self, request: &HttpRequest) -> Result<HttpResponse, Cause> {
        let answer = Reply::to(|settle, number| {
            let method = match request.method {
                Method::Get => "GET",
                Method::Post => "POST",
            };
            let headers = RequestHeaders::new();
            for (name, value) in &request.headers {
                headers.set(name, value);
            }
            start_fetch(
                method,
                &request.url,
                headers.into_raw().into(),
                request.body.as_deref(),
                settle,
                number,
            )
        });
        given(answer.await).map(|answer| response(&answer))
    }

    async fn sleep(&self, duration_ms: u64) {
        Reply::to(|settle, place| start_timer(number(duration_ms), settle, place)).await;
    }

    async fn aborted(&self) {
        poll_fn(|context| self.aborted.poll_answered(context)).await;
    }

    fn is_aborted(&self) -> bool {
        self.aborted.is_answered()
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a date is a whole number below 2^53"
    )]
    fn now_ms(&self) -> u64 {
        now() as u64
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::float_arithmetic,
        reason = "from [0, 1) to 32 bits"
    )]
    fn random(&self) -> u32 {
        (random() * 4_294_967_296.0) as u32
    }

    fn attempt_ended(&self, attempt: &Attempt) {
        if self.hooks.listens() {
            let Attempt { number: of, status, request_id, retry_in_ms } = attempt;
            self.hooks.attempt(*of, *status, request_id.as_deref(), retry_in_ms.map(number));
        }
    }
}

/// An answer of JavaScript's: the text behind its mark, or the failure that it tells (`failureText`).
fn given(mut answer: String) -> Result<String, Cause> {
    let Some(failure) = answer.strip_prefix('!') else {
        return Ok(answer.split_off(answer.len().min(1)));
    };
    let mut lines = failure.splitn(3, '\n').map(str::to_owned);
    let mut line = || lines.next().unwrap_or_default();
    let (name, code, message) = (line(), line(), line());
    Err(Cause { name, code: Some(code).filter(|code| !code.is_empty()), message })
}

/// Status, a line for each header, an empty line, and the body.
fn response(answer: &str) -> HttpResponse {
    let (head, body) = search::split_once(answer, "\n\n").unwrap_or((answer, ""));
    let mut lines = head.split('\n');
    let status = lines.next().and_then(|status| status.parse().ok()).unwrap_or_default();
    let pairs = lines.filter_map(|line| line.split_once(':'));
    let headers = Headers::new(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
    HttpResponse { status, headers, body: body.to_owned() }
}
