//! What was tried for one request, and what is certain of its chat.

use super::port::Port;
use crate::client::client_options::ClientOptions;
use crate::client::retry::{Next, Used, decide};
use crate::endpoints::Ending;
use crate::results::{Failure, FailureKind, Outcome};

/// The attempts so far.
#[derive(Default)]
pub(super) struct Tries {
    pub(super) attempts: u32,
    pub(super) used: Used,
    /// Whether the chat may exist.
    unknown: bool,
}

impl Tries {
    /// An attempt is made.
    pub(super) fn count(&mut self) {
        self.attempts = self.attempts.saturating_add(1);
        self.used.attempts = self.used.attempts.saturating_add(1);
    }

    /// What is done after an attempt that made no chat.
    pub(super) fn next<P: Port>(
        &mut self,
        port: &P,
        options: &ClientOptions,
        safe_to_repeat: bool,
        ending: &Ending,
        failure: &Failure,
    ) -> Next {
        self.unknown |= ending.leaves_unknown();
        if failure.kind == FailureKind::Aborted {
            return Next::Stop;
        }
        let (wait_ms, can_ask) = (failure.retry_after_ms, port.can_answer_claims());
        let next = decide(ending, wait_ms, safe_to_repeat, can_ask, self.used, options, port.random());
        if let Next::WithClaims(_) = next {
            self.used.claims = true;
            // The repeat counts in what is reported, not against the maximum.
            self.used.attempts = self.used.attempts.saturating_sub(1);
        }
        next
    }

    /// The failure as this request's own.
    pub(super) fn end(&self, mut failure: Box<Failure>, client_request_id: Option<String>) -> Box<Failure> {
        failure.attempts = self.attempts;
        failure.client_request_id = client_request_id;
        failure.outcome = if self.unknown { Outcome::Unknown } else { Outcome::NotCreated };
        failure
    }
}
