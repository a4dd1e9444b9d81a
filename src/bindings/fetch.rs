//! The port over a JavaScript environment: fetch, timers, the caller's token and signal.

mod bulk;
mod reply;

use std::future::{Future, poll_fn};

use gloo_net::http::Headers as RequestHeaders;
use wasm_bindgen::prelude::*;

pub(crate) use self::reply::{Reply, Wait, take_answers};
use crate::bindings::{Hooks, Source, number};
use crate::client::Port;
use crate::graph::{Headers, HttpRequest, HttpResponse};
use crate::results::{Attempt, Cause};
use crate::text::search;

#[wasm_bindgen(module = "/src/js/environment.js")]
extern "C" {
    fn now() -> f64;

    fn random() -> f64;

    #[wasm_bindgen(js_name = startTimer)]
    fn start_timer(delay_ms: f64, number: usize) -> Wait;

    #[wasm_bindgen(js_name = startFetch)]
    fn start_fetch(method: &str, url: &str, headers: JsValue, body: Option<&str>, number: usize) -> Wait;
}

/// One call's port.
pub(crate) struct FetchPort {
    hooks: Hooks,
    aborted: Reply,
    /// Of a run over many chats; undefined for other calls.
    source: Source,
}

impl FetchPort {
    /// Listens to the caller's signal.
    pub(crate) fn new(hooks: Hooks, source: Source) -> Self {
        let aborted = Reply::to(|number| hooks.on_abort(number));
        Self { hooks, aborted, source }
    }
}

impl Port for FetchPort {
    fn token(&self, claims: Option<&str>) -> impl Future<Output = Result<String, Cause>> {
        Reply::to(|number| self.hooks.token(claims, number)).read(text)
    }

    fn can_answer_claims(&self) -> bool {
        self.hooks.can_ask()
    }

    fn send(&self, request: &HttpRequest) -> impl Future<Output = Result<HttpResponse, Cause>> {
        let headers = RequestHeaders::new();
        for (name, value) in &request.headers {
            headers.set(name, value);
        }
        Reply::to(|number| {
            start_fetch(
                request.method.name(),
                &request.url,
                headers.into_raw().into(),
                request.body.as_deref(),
                number,
            )
        })
        .read(response)
    }

    fn sleep(&self, duration_ms: u64) -> impl Future<Output = ()> {
        Reply::to(|place| start_timer(number(duration_ms), place)).read(|_| ())
    }

    fn aborted(&self) -> impl Future<Output = ()> {
        poll_fn(|context| self.aborted.poll_answered(context))
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

/// What JavaScript answers behind a mark, or the failure that it tells (`failureText`).
fn given(answer: &str) -> Result<&str, Cause> {
    let Some(failure) = answer.strip_prefix('!') else {
        return Ok(answer.strip_prefix('=').unwrap_or_default());
    };
    let (name, rest) = search::split_once(failure, "\n").unwrap_or((failure, ""));
    let (code, message) = search::split_once(rest, "\n").unwrap_or((rest, ""));
    let code = (!code.is_empty()).then(|| code.to_owned());
    Err(Cause { name: name.to_owned(), code, message: message.to_owned() })
}

/// The text that JavaScript answers.
fn text(answer: &str) -> Result<String, Cause> {
    given(answer).map(str::to_owned)
}

/// The answer of Graph: status, a line for each header, an empty line, and the body.
fn response(answer: &str) -> Result<HttpResponse, Cause> {
    let answer = given(answer)?;
    let (head, body) = search::split_once(answer, "\n\n").unwrap_or((answer, ""));
    let (status, headers) = search::split_once(head, "\n").unwrap_or((head, ""));
    let status = search::whole_number(status).and_then(|status| u16::try_from(status).ok());
    Ok(HttpResponse {
        status: status.unwrap_or_default(),
        headers: Headers::of_lines(headers),
        body: body.to_owned(),
    })
}
