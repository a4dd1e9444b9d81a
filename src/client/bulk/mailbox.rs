//! How whoever looks for chats has the run send for it: one request at a time, which waits in the run's queue like all others.

use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use super::super::attempt::Boxed;
use super::super::send::{Sends, Sent};
use crate::endpoints::Request;

/// What goes to and fro.
#[derive(Default)]
pub(super) struct Mailbox {
    request: Cell<Option<Request>>,
    answer: Cell<Option<Sent>>,
}

impl Mailbox {
    pub(super) fn take_request(&self) -> Option<Request> {
        self.request.take()
    }

    pub(super) fn has_request(&self) -> bool {
        let request = self.request.take();
        let has = request.is_some();
        self.request.set(request);
        has
    }

    pub(super) fn put_answer(&self, answer: Sent) {
        self.answer.set(Some(answer));
    }
}

/// The side of the one who looks.
pub(super) struct Reader(pub(super) Rc<Mailbox>);

impl Sends for Reader {
    fn send(&mut self, request: Request) -> Boxed<'_, Sent> {
        self.0.request.set(Some(request));
        // The run polls it whenever something has happened.
        Box::pin(poll_fn(|_| self.0.answer.take().map_or(Poll::Pending, Poll::Ready)))
    }
}
