//! The port over a JavaScript environment: fetch, timers, the caller's token and signal.

mod bulk;
mod flag;
mod timer;

use gloo_net::http::{Method as HttpMethod, RequestBuilder};
use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::RequestRedirect;

use self::bulk::Bulk;
use self::flag::Flag;
use self::timer::Timer;
use super::port::Port;
use crate::bindings::{Hooks, Source, attempt_to_js};
use crate::model::{Attempt, Cause, Failure, FailureKind, Headers, HttpRequest, HttpResponse, Method};

#[wasm_bindgen(module = "/src/js/environment.js")]
extern "C" {
    #[wasm_bindgen(js_name = whyNoFetch)]
    fn why_no_fetch() -> String;

    fn now() -> f64;

    fn random() -> f64;

    type Exchange;

    #[wasm_bindgen(js_name = startFetch)]
    fn start_fetch(request: web_sys::Request) -> Exchange;

    #[wasm_bindgen(method, getter)]
    fn answer(this: &Exchange) -> Promise;

    #[wasm_bindgen(method)]
    fn cancel(this: &Exchange);
}

/// One call's port.
pub(crate) struct FetchPort {
    hooks: Hooks,
    aborted: Flag,
    unsubscribe: Function,
    _listener: Closure<dyn FnMut()>,
    bulk: Option<Bulk>,
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
        let aborted = Flag::default();
        let raised = aborted.clone();
        let listener = Closure::<dyn FnMut()>::new(move || raised.raise());
        let unsubscribe = hooks.subscribe(&listener);
        if hooks.aborted() {
            aborted.raise();
        }
        Ok(Self { hooks, aborted, unsubscribe, _listener: listener, bulk: source.map(Bulk::new) })
    }
}

impl Drop for FetchPort {
    fn drop(&mut self) {
        let _ = self.unsubscribe.call0(&JsValue::UNDEFINED);
    }
}

impl Port for FetchPort {
    async fn token(&self, claims: Option<&str>) -> Result<String, Cause> {
        let answer = Array::from(&JsFuture::from(self.hooks.token(claims)).await.unwrap_or_default());
        answer.get(0).as_string().ok_or_else(|| cause_of(&answer))
    }

    fn can_answer_claims(&self) -> bool {
        self.hooks.can_ask()
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, Cause> {
        let exchange = Exchanging { exchange: start_fetch(build(request)?), done: false };
        exchange.read().await
    }

    async fn sleep(&self, duration_ms: u64) {
        Timer::start(duration_ms).await;
    }

    async fn aborted(&self) {
        self.aborted.wait().await;
    }

    fn is_aborted(&self) -> bool {
        self.aborted.is_raised()
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
        self.hooks.attempt(attempt_to_js(attempt));
    }
}

/// An exchange that is aborted when it is dropped before its end.
struct Exchanging {
    exchange: Exchange,
    done: bool,
}

impl Exchanging {
    async fn read(mut self) -> Result<HttpResponse, Cause> {
        let answer = Array::from(&JsFuture::from(self.exchange.answer()).await.unwrap_or_default());
        self.done = true;
        let status = answer.get(0).as_f64().unwrap_or(-1.0);
        if status < 0.0 {
            return Err(cause_of(&answer));
        }
        let text = |index| answer.get(index).as_string().unwrap_or_default();
        let pairs = (2..answer.length()).step_by(2).map(|index| (text(index), text(index.wrapping_add(1))));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be 0 to 999")]
        let status = status as u16;
        Ok(HttpResponse { status, headers: Headers::new(pairs), body: text(1) })
    }
}

impl Drop for Exchanging {
    fn drop(&mut self) {
        if !self.done {
            self.exchange.cancel();
        }
    }
}

/// The request as fetch takes it.
fn build(request: HttpRequest) -> Result<web_sys::Request, Cause> {
    let method = match request.method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
    };
    let mut builder = RequestBuilder::new(&request.url).method(method).redirect(RequestRedirect::Manual);
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let built = match request.body {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    built.map(Into::into).map_err(|_| Cause {
        name: "TypeError".to_owned(),
        code: None,
        message: "the request could not be built".to_owned(),
    })
}

/// What `describeError` gave, behind the first place of an answer.
fn cause_of(answer: &Array) -> Cause {
    let text = |index| answer.get(index).as_string().filter(|text| !text.is_empty());
    Cause {
        name: text(1).unwrap_or_else(|| "Error".to_owned()),
        code: text(2),
        message: text(3).unwrap_or_default(),
    }
}
