//! One attempt: a token, the request, the answer, all inside one time limit.
//!
//! The parts are boxed, so that single calls, polls and batches share one copy of them.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::mem;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll};

use super::port::Port;
use super::race::{Raced, race};
use crate::endpoints::{Answer, Ending, Endpoint, Failed, Repeat, judge};
use crate::graph::{GraphOptions, HttpRequest, HttpResponse, Token};
use crate::results::redact;
use crate::results::{Failure, FailureKind};

/// How an attempt went.
pub(super) enum Attempted {
    /// Beside it stands why the body did not arrive, where it did not.
    Answered(HttpResponse, Option<Box<Failure>>),
    /// No answer; the request may have arrived.
    NotAnswered(Box<Failure>),
    /// Nothing was sent, and nothing more will be.
    NotSent(Box<Failure>),
}

impl Attempted {
    /// What it means for a request; or the failure, where nothing was sent.
    pub(super) fn judge(
        self,
        endpoint: &Endpoint,
        repeat: Repeat,
        options: &GraphOptions,
        now_ms: u64,
    ) -> Result<Judged, Box<Failure>> {
        match self {
            Attempted::Answered(response, lost) => {
                Ok(judge_arrived(endpoint, repeat, response, lost, options, now_ms))
            }
            Attempted::NotAnswered(failure) => Ok(Err((Ending::Unclear, failure))),
            Attempted::NotSent(failure) => Err(failure),
        }
    }
}

/// What an answer means whose body may be lost.
pub(super) fn judge_arrived(
    endpoint: &Endpoint,
    repeat: Repeat,
    response: HttpResponse,
    lost: Option<Box<Failure>>,
    options: &GraphOptions,
    now_ms: u64,
) -> Judged {
    match (judge(endpoint, response, options, now_ms), lost) {
        (Err((Ending::Malformed, failure)), Some(mut lost)) if matches!(failure.status, Some(200 | 201)) => {
            lost.status = failure.status;
            lost.request_id = failure.request_id;
            lost.message = "The answer broke off.".into();
            // What was in the body comes again where that makes nothing twice.
            let ending = if repeat.is_harmless() { Ending::Unclear } else { Ending::Malformed };
            Err((ending, lost))
        }
        (judged, _) => judged,
    }
}

/// What an attempt means.
pub(super) type Judged = Result<Box<Answer>, Failed>;

/// A future of one kind, whatever it is made of.
pub(super) type Boxed<'p, T> = Pin<Box<dyn Future<Output = T> + 'p>>;

/// Ends when an attempt has no time left.
pub(super) type Limit<'p> = Boxed<'p, ()>;

/// A token or why there is none, and the rest of the time that the attempt has.
pub(super) type Asked<'p> = (Result<Token, Box<Failure>>, Limit<'p>);

/// The tokens that a call was given, the last few of them: each may be repeated by an answer or an error. Copies share them.
#[derive(Clone, Default)]
pub(super) struct Tokens(Rc<Cell<Vec<Token>>>);

impl Tokens {
    const MOST: usize = 8;

    fn add(&self, token: &Token) {
        let mut tokens = self.0.take();
        if !tokens.contains(token) {
            let mut token = token.clone();
            if tokens.len() < Self::MOST {
                tokens.push(token);
            } else {
                // Each moves up by one, and the first leaves.
                tokens.iter_mut().rev().for_each(|place| mem::swap(place, &mut token));
            }
        }
        self.0.set(tokens);
    }

    /// What `look` makes of them.
    fn seen<T>(&self, look: impl FnOnce(&[Token]) -> T) -> T {
        let tokens = self.0.take();
        let seen = look(&tokens);
        self.0.set(tokens);
        seen
    }
}

/// Makes one attempt, until `limit` ends.
pub(super) fn attempt<'p, P: Port>(
    port: &'p P,
    tokens: &Tokens,
    request: &'p mut HttpRequest,
    claims: Option<String>,
    limit: Limit<'p>,
) -> Boxed<'p, Attempted> {
    let tokens = tokens.clone();
    Box::pin(async move {
        let (asked, limit) = ask(port, tokens.clone(), claims, limit).await;
        match asked {
            Ok(token) => exchange(port, tokens, token, request, limit).await,
            Err(mut failure) => {
                // The provider is not quoted with what the request says of people.
                let (url, body) = (&request.url, request.body.as_deref());
                failure.cause = failure.cause.map(|cause| redact::cause(cause, &[], url, body));
                Attempted::NotSent(failure)
            }
        }
    })
}

/// Asks for a token, until the caller aborts or time is over.
pub(super) fn ask<'p, P: Port>(
    port: &'p P,
    tokens: Tokens,
    claims: Option<String>,
    mut limit: Limit<'p>,
) -> Boxed<'p, Asked<'p>> {
    Box::pin(async move {
        let answer = if port.is_aborted() {
            Raced::Second(Stopped::Aborted)
        } else {
            race(port.token(claims.as_deref()), stop(port, &mut limit)).await
        };
        let token = match answer {
            // What a provider says then is no news: it may well have failed because of the abort.
            Raced::First(_) if port.is_aborted() => Err(aborted()),
            Raced::First(Ok(text)) => {
                let is_empty = text.is_empty();
                Token::new(text).inspect(|token| tokens.add(token)).ok_or_else(|| unusable_token(is_empty))
            }
            Raced::First(Err(cause)) => {
                let mut failure =
                    Failure::new(FailureKind::Auth, "The token provider failed or gave no token.");
                failure.cause = Some(tokens.seen(|tokens| redact::cause(cause, tokens, "", None)));
                Err(failure)
            }
            Raced::Second(stopped) => Err(stopped.failure("The token provider gave no token in time.")),
        };
        (token, limit)
    })
}

/// Sends a request with a token and waits for its answer, until the caller aborts or time is over.
pub(super) fn exchange<'p, P: Port>(
    port: &'p P,
    tokens: Tokens,
    token: Token,
    request: &'p mut HttpRequest,
    mut limit: Limit<'p>,
) -> Boxed<'p, Attempted> {
    Box::pin(async move {
        if port.is_aborted() {
            return Attempted::NotSent(aborted());
        }
        request.authorize(&token);
        let head = Cell::new(None);
        let failure = match race(port.send(request, &head), stop(port, &mut limit)).await {
            Raced::First(Ok(response)) => {
                head.set(Some(response));
                None
            }
            Raced::First(Err(_)) if port.is_aborted() => return Attempted::NotAnswered(aborted()),
            Raced::First(Err(cause)) => {
                let mut failure = Failure::new(FailureKind::Network, "No answer arrived from Graph.");
                let (url, body) = (&request.url, request.body.as_deref());
                failure.cause = Some(tokens.seen(|tokens| redact::cause(cause, tokens, url, body)));
                Some(failure)
            }
            Raced::Second(Stopped::Aborted) => return Attempted::NotAnswered(aborted()),
            Raced::Second(Stopped::TimeIsOver) => {
                Some(Failure::new(FailureKind::Timeout, "Graph did not answer in time."))
            }
        };
        match (head.take(), failure) {
            (Some(head), failure) => Attempted::Answered(tokens.seen(|tokens| head.without(tokens)), failure),
            (None, failure) => Attempted::NotAnswered(failure.unwrap_or_else(aborted)),
        }
    })
}

/// Why something is waited for no longer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stopped {
    Aborted,
    TimeIsOver,
}

impl Stopped {
    fn failure(self, too_late: &'static str) -> Box<Failure> {
        match self {
            Stopped::Aborted => aborted(),
            Stopped::TimeIsOver => Failure::new(FailureKind::Timeout, too_late),
        }
    }
}

/// Ends when the caller aborts or time is over.
pub(super) fn stop<P: Port>(port: &P, limit: &mut Limit<'_>) -> impl Future<Output = Stopped> {
    poll_fn(|context| poll_stop(port, limit, context))
}

fn poll_stop<P: Port>(port: &P, limit: &mut Limit<'_>, context: &mut Context<'_>) -> Poll<Stopped> {
    if pin!(port.aborted()).poll(context).is_ready() {
        return Poll::Ready(Stopped::Aborted);
    }
    limit.as_mut().poll(context).map(|()| Stopped::TimeIsOver)
}

/// Waits so long, unless the caller aborts.
pub(super) fn pause<P: Port>(port: &P, duration_ms: u64) -> Boxed<'_, Stopped> {
    let mut limit: Limit<'_> = Box::pin(port.sleep(duration_ms));
    Box::pin(poll_fn(move |context| poll_stop(port, &mut limit, context)))
}

/// The caller gave up.
pub(super) fn aborted() -> Box<Failure> {
    Failure::new(FailureKind::Aborted, "The call was aborted.")
}

/// What is not text arrives as none.
fn unusable_token(is_empty: bool) -> Box<Failure> {
    let message = if is_empty {
        "The token is empty, or not text: give the text of an access token, such as result.accessToken."
    } else {
        "The token has characters that no token has, such as spaces, line ends or quotes: give its text alone, without \"Bearer\"."
    };
    Failure::new(FailureKind::Auth, message)
}
