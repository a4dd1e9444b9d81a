//! One request of many, from its reading to its outcome.

use std::rc::Rc;

use super::super::retry_state::Tries;
use crate::endpoints::create_chat;
use crate::results::Failure;

/// A request that has been read and built.
pub(super) struct Item {
    pub(super) index: u64,
    pub(super) body: String,
    pub(super) tries: Tries,
    /// Not to be sent again before.
    pub(super) not_before_ms: u64,
    /// Of the last request that it was in.
    client_request_id: Option<Rc<String>>,
}

impl Item {
    pub(super) fn new(index: u64, body: String) -> Self {
        Self { index, body, tries: Tries::default(), not_before_ms: 0, client_request_id: None }
    }

    /// It leaves in a request.
    pub(super) fn leaves(&mut self, client_request_id: &Rc<String>) {
        self.client_request_id = Some(Rc::clone(client_request_id));
        self.tries.count();
    }

    /// It had not left after all.
    pub(super) fn stays(&mut self) {
        self.tries.attempts = self.tries.attempts.saturating_sub(1);
    }

    pub(super) fn is_safe_to_repeat(&self) -> bool {
        create_chat::is_safe_to_repeat(&self.body)
    }

    /// The failure as this request's own.
    pub(super) fn fail(&self, failure: Box<Failure>) -> Box<Failure> {
        self.tries.end(failure, self.client_request_id.as_deref().cloned())
    }
}
