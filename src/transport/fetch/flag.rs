//! A flag that can be raised and waited for.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// Copies share one flag. One waits at a time: a later wait takes the place of an earlier one.
#[derive(Clone, Default)]
pub(super) struct Flag(Rc<State>);

#[derive(Default)]
struct State {
    raised: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Flag {
    pub(super) fn raise(&self) {
        self.0.raised.set(true);
        let waker = self.0.waker.try_borrow_mut().ok().and_then(|mut waker| waker.take());
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    pub(super) fn lower(&self) {
        self.0.raised.set(false);
    }

    pub(super) fn is_raised(&self) -> bool {
        self.0.raised.get()
    }

    pub(super) async fn wait(&self) {
        poll_fn(|context| {
            if self.is_raised() {
                return Poll::Ready(());
            }
            if let Ok(mut waker) = self.0.waker.try_borrow_mut() {
                *waker = Some(context.waker().clone());
            }
            Poll::Pending
        })
        .await;
    }
}
