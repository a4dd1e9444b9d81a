//! What the loop needs of its environment.

use std::cell::Cell;
use std::future::Future;

use crate::graph::{HttpRequest, HttpResponse};
use crate::results::{Attempt, Cause};

/// One call's view of network, clock and caller.
///
/// What a future stands for begins when the future is made, or when it is first polled. A future that is dropped must stop it: a
/// dropped `send` aborts the request, a dropped `sleep` frees its timer.
pub trait Port {
    /// Asks for a token, with the claims of a challenge where there was one.
    fn token(&self, claims: Option<&str>) -> impl Future<Output = Result<String, Cause>>;

    /// Whether asking again can give another token.
    fn can_answer_claims(&self) -> bool;

    /// Sends a request and reads the whole answer; redirects are not followed. Status and headers go into `head` as soon as they
    /// are there: what they say holds also where the body never comes.
    fn send(
        &self,
        request: &HttpRequest,
        head: &Cell<Option<HttpResponse>>,
    ) -> impl Future<Output = Result<HttpResponse, Cause>>;

    /// Waits.
    fn sleep(&self, duration_ms: u64) -> impl Future<Output = ()>;

    /// Ends when the caller aborts; may be asked for any number of times.
    fn aborted(&self) -> impl Future<Output = ()>;

    /// Whether the caller has aborted.
    fn is_aborted(&self) -> bool;

    /// Milliseconds since 1970.
    fn now_ms(&self) -> u64;

    /// 32 random bits.
    fn random(&self) -> u32;

    /// Tells the caller of an attempt that has ended.
    fn attempt_ended(&self, attempt: &Attempt);
}

/// What a call needs beside it that gives results one after the other.
pub trait ResultsPort<T>: Port {
    /// Hands on a result.
    fn emit(&self, result: T);

    /// Ends when somebody waits for the next result.
    fn wanted(&self) -> impl Future<Output = ()>;
}
