//! One request of many, from its reading to its outcome.

use std::rc::Rc;

use crate::model::{Failure, Outcome};
use crate::protocol::create_chat;
use crate::protocol::retry::Used;

/// A request that has been read and built.
pub(super) struct Item {
    pub(super) index: u64,
    pub(super) body: String,
    pub(super) used: Used,
    pub(super) attempts: u32,
    /// Whether the chat may exist.
    pub(super) unknown: bool,
    /// Not to be sent again before.
    pub(super) not_before_ms: u64,
    /// Of the last request that it was in.
    client_request_id: Option<Rc<String>>,
}

impl Item {
    pub(super) fn new(index: u64, body: String) -> Self {
        Self {
            index,
            body,
            used: Used::default(),
            attempts: 0,
            unknown: false,
            not_before_ms: 0,
            client_request_id: None,
        }
    }

    /// It leaves in a request.
    pub(super) fn leaves(&mut self, client_request_id: &Rc<String>) {
        self.client_request_id = Some(Rc::clone(client_request_id));
        self.attempts = self.attempts.saturating_add(1);
        self.used.attempts = self.used.attempts.saturating_add(1);
    }

    /// It had not left after all.
    pub(super) fn stays(&mut self) {
        self.attempts = self.attempts.saturating_sub(1);
    }

    pub(super) fn is_safe_to_repeat(&self) -> bool {
        create_chat::is_safe_to_repeat(&self.body)
    }

    /// The failure as this request's own.
    pub(super) fn fail(&self, mut failure: Box<Failure>) -> Box<Failure> {
        failure.attempts = self.attempts;
        failure.client_request_id = self.client_request_id.as_deref().cloned();
        failure.outcome = if self.unknown { Outcome::Unknown } else { Outcome::NotCreated };
        failure
    }
}
