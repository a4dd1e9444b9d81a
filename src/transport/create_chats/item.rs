//! One request of many, from its reading to its outcome.

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
}

impl Item {
    pub(super) fn new(index: u64, body: String) -> Self {
        Self { index, body, used: Used::default(), attempts: 0, unknown: false, not_before_ms: 0 }
    }

    pub(super) fn count(&mut self) {
        self.attempts = self.attempts.saturating_add(1);
        self.used.attempts = self.used.attempts.saturating_add(1);
    }

    pub(super) fn is_safe_to_repeat(&self) -> bool {
        create_chat::is_safe_to_repeat(&self.body)
    }

    /// The failure as this request's own.
    pub(super) fn fail(&self, mut failure: Box<Failure>, client_request_id: Option<&str>) -> Box<Failure> {
        failure.attempts = self.attempts;
        failure.client_request_id = client_request_id.map(str::to_owned);
        failure.outcome = if self.unknown { Outcome::Unknown } else { Outcome::NotCreated };
        failure
    }
}
