//! One request of many, from its reading to its outcome.

use std::rc::Rc;

use super::super::retry_state::RetryState;
use super::super::wanted::Wanted;
use crate::endpoints::Request;
use crate::results::Failure;

/// A request that has been read and built.
pub(super) struct Item {
    /// Where it stands in the source; none for what is asked only to look for chats.
    pub(super) index: Option<u64>,
    pub(super) request: Request,
    pub(super) state: RetryState,
    /// Of a group in a run that looks for groups.
    pub(super) wanted: Option<Rc<Wanted>>,
    /// Not to be sent again before.
    pub(super) not_before_ms: u64,
    /// When it was sent for the first time, since 1970.
    pub(super) first_sent_ms: Option<u64>,
    /// Of the last request that it was in.
    pub(super) client_request_id: Option<Rc<String>>,
}

impl Item {
    pub(super) fn new(index: Option<u64>, request: Request, state: RetryState) -> Self {
        Self {
            index,
            request,
            state,
            wanted: None,
            not_before_ms: 0,
            first_sent_ms: None,
            client_request_id: None,
        }
    }

    /// It leaves in a request.
    pub(super) fn mark_sent(&mut self, client_request_id: &Rc<String>, now_ms: u64) {
        self.client_request_id = Some(Rc::clone(client_request_id));
        self.first_sent_ms.get_or_insert(now_ms);
        self.state.mark_sent();
    }

    /// The failure as this request's own.
    pub(super) fn fail(&self, failure: Box<Failure>) -> Box<Failure> {
        self.state.end(failure, self.client_request_id.as_deref().cloned())
    }

    /// What equal groups have in common; nothing for what is not looked for.
    pub(super) fn key(&self) -> &str {
        self.wanted.as_ref().map_or("", |wanted| wanted.key())
    }
}
