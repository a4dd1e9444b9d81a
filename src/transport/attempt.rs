//! One attempt: a token, the request, the answer, all inside one time limit.

use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;

use super::port::Port;
use super::race::{Raced, race};
use crate::model::{Cause, Failure, FailureKind, HttpRequest, HttpResponse, Token};
use crate::protocol::redact;

/// How an attempt went.
pub(super) enum Attempted {
    Answered(HttpResponse),
    /// No answer; the request may have arrived.
    NotAnswered(Box<Failure>),
    /// Nothing was sent, and nothing more will be.
    NotSent(Box<Failure>),
}

/// The tokens that a call was given, the last few of them: each may be repeated by an answer or an error.
#[derive(Default)]
pub(super) struct Tokens(RefCell<Vec<Token>>);

impl Tokens {
    const MOST: usize = 8;

    fn add(&self, token: &Token) {
        let mut tokens = self.0.borrow_mut();
        if !tokens.contains(token) {
            if tokens.len() >= Self::MOST {
                tokens.remove(0);
            }
            tokens.push(token.clone());
        }
    }
}

/// Makes one attempt, until `limit` ends.
pub(super) async fn attempt<P: Port>(
    port: &P,
    tokens: &Tokens,
    request: HttpRequest,
    claims: Option<&str>,
    limit: impl Future<Output = ()>,
) -> Attempted {
    let mut stop = pin!(race(port.aborted(), limit));
    match ask(port, tokens, Some(&request), claims, stop.as_mut()).await {
        Ok(token) => exchange(port, tokens, &token, request, stop).await,
        Err(failure) => Attempted::NotSent(failure),
    }
}

/// Asks for a token, until the caller aborts or time is over; the provider is not quoted with what the request says of people.
pub(super) async fn ask<P: Port>(
    port: &P,
    tokens: &Tokens,
    request: Option<&HttpRequest>,
    claims: Option<&str>,
    stop: impl Future<Output = Raced<(), ()>>,
) -> Result<Token, Box<Failure>> {
    if port.is_aborted() {
        return Err(aborted());
    }
    match race(port.token(claims), stop).await {
        // What a provider says then is no news: it may well have failed because of the abort.
        Raced::First(_) if port.is_aborted() => Err(aborted()),
        Raced::First(Ok(text)) => {
            let token = Token::new(text).ok_or_else(unusable_token)?;
            tokens.add(&token);
            Ok(token)
        }
        Raced::First(Err(cause)) => Err(token_failed(cause, tokens, request)),
        Raced::Second(stopped) => Err(why(&stopped, "The token provider gave no token in time.")),
    }
}

/// Sends a request with a token and waits for its answer, until the caller aborts or time is over.
pub(super) async fn exchange<P: Port>(
    port: &P,
    tokens: &Tokens,
    token: &Token,
    mut request: HttpRequest,
    stop: impl Future<Output = Raced<(), ()>>,
) -> Attempted {
    if port.is_aborted() {
        return Attempted::NotSent(aborted());
    }
    let mut bearer = String::from("Bearer ");
    bearer.push_str(token.expose());
    request.headers.insert(0, ("Authorization", bearer));
    let (url, body) = (request.url.clone(), request.body.clone());
    match race(port.send(request), stop).await {
        Raced::First(Ok(response)) => Attempted::Answered(response.without(&tokens.0.borrow())),
        Raced::First(Err(_)) if port.is_aborted() => Attempted::NotAnswered(aborted()),
        Raced::First(Err(cause)) => {
            let mut failure = Failure::new(FailureKind::Network, "No answer arrived from Graph.");
            failure.cause = Some(redact::cause(cause, &tokens.0.borrow(), &url, body.as_deref()));
            Attempted::NotAnswered(failure)
        }
        Raced::Second(stopped) => Attempted::NotAnswered(why(&stopped, "Graph did not answer in time.")),
    }
}

fn why(stopped: &Raced<(), ()>, too_late: &'static str) -> Box<Failure> {
    match stopped {
        Raced::First(()) => aborted(),
        Raced::Second(()) => Failure::new(FailureKind::Timeout, too_late),
    }
}

/// The caller gave up.
pub(super) fn aborted() -> Box<Failure> {
    Failure::new(FailureKind::Aborted, "The call was aborted.")
}

fn unusable_token() -> Box<Failure> {
    let message = "The token is empty or holds a character that no token has: only visible ASCII can stand in the Authorization header.";
    Failure::new(FailureKind::Auth, message)
}

fn token_failed(cause: Cause, tokens: &Tokens, request: Option<&HttpRequest>) -> Box<Failure> {
    let mut failure = Failure::new(FailureKind::Auth, "The token provider failed or gave no token.");
    let (url, body) = request.map_or(("", None), |request| (&*request.url, request.body.as_deref()));
    let cause = redact::cause(cause, &tokens.0.borrow(), url, body);
    failure.cause = Some(cause);
    failure
}
