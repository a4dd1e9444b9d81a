//! One request of many, from its reading to its outcome.

use std::rc::Rc;

use super::super::retry_state::RetryState;
use crate::endpoints::Request;
use crate::results::Failure;

/// A request that has been read and built.
pub(super) struct Item {
    pub(super) index: u64,
    pub(super) request: Request,
    pub(super) state: RetryState,
    /// Not to be sent again before.
    pub(super) not_before_ms: u64,
    /// Of the last request that it was in.
    client_request_id: Option<Rc<String>>,
}

impl Item {
    pub(super) fn new(index: u64, request: Request, state: RetryState) -> Self {
        Self { index, request, state, not_before_ms: 0, client_request_id: None }
    }

    /// It leaves in a request.
    pub(super) fn mark_sent(&mut self, client_request_id: &Rc<String>) {
        self.client_request_id = Some(Rc::clone(client_request_id));
        self.state.mark_sent();
    }

    /// The failure as this request's own.
    pub(super) fn fail(&self, failure: Box<Failure>) -> Box<Failure> {
        self.state.end(failure, self.client_request_id.as_deref().cloned())
    }
}
