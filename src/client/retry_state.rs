//! What has become of one request so far, and what is certain about it.

use super::client_options::ClientOptions;
use super::port::Port;
use super::retry::{Next, RetryBudget, back_off, decide};
use crate::endpoints::{Ending, Repeat, Request};
use crate::graph::Method;
use crate::results::{Failure, FailureKind, Outcome};

/// One request's attempts.
pub(super) struct RetryState {
    repeat: Repeat,
    /// What there is to do where nobody knows whether it was done.
    if_unknown: &'static str,
    /// Whether it does anything but read.
    changes: bool,
    budget: RetryBudget,
    /// How many attempts were made.
    sent: u32,
    /// Whether one of them may have been carried out.
    may_be_done: bool,
}

impl RetryState {
    pub(super) fn new<P: Port>(port: &P, options: &ClientOptions, request: &Request) -> Self {
        Self {
            repeat: request.repeat,
            if_unknown: request.endpoint.if_unknown,
            changes: request.endpoint.method != Method::Get,
            budget: RetryBudget::new(options, port.can_answer_claims()),
            sent: 0,
            may_be_done: false,
        }
    }

    /// How many attempts were made.
    pub(super) fn attempts(&self) -> u32 {
        self.sent
    }

    /// An attempt is made.
    pub(super) fn mark_sent(&mut self) {
        self.sent = self.sent.saturating_add(1);
        self.budget.attempts = self.budget.attempts.saturating_add(1);
    }

    /// It was not made after all.
    pub(super) fn undo_sent(&mut self) {
        self.sent = self.sent.saturating_sub(1);
        self.budget.attempts = self.budget.attempts.saturating_sub(1);
    }

    /// What is done after an attempt that went wrong.
    pub(super) fn next(&mut self, ending: &Ending, failure: &Failure, random: u32) -> Next {
        self.may_be_done |= self.changes && ending.may_be_done();
        if failure.kind == FailureKind::Aborted {
            return Next::Stop;
        }
        let next = decide(ending, failure.retry_after_ms, self.repeat, &self.budget, random);
        if let Next::WithClaims(_) = next {
            self.budget.can_answer_claims = false;
            // The repeat counts in what is reported, not against the maximum.
            self.budget.attempts = self.budget.attempts.saturating_sub(1);
        }
        next
    }

    /// How long to wait where Graph throttles and does not say how long.
    pub(super) fn back_off(&self, random: u32) -> u64 {
        back_off(self.budget.attempts, random)
    }

    /// The failure as this request's own.
    pub(super) fn end(&self, mut failure: Box<Failure>, client_request_id: Option<String>) -> Box<Failure> {
        failure.attempts = self.sent;
        failure.client_request_id = client_request_id;
        failure.outcome = if self.may_be_done { Outcome::Unknown } else { Outcome::NotCreated };
        if self.may_be_done {
            failure.advise(match self.repeat {
                Repeat::SameChat => "Creating this chat again is safe: Graph gives the one that is there.",
                Repeat::Always | Repeat::IfNotDone | Repeat::IfUnknown => self.if_unknown,
            });
        }
        failure
    }
}
