//! Runs one future on the simulated clock: polled when it was woken (and now and then without), never otherwise.

use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// What a future is run against.
pub(crate) trait Clockwork {
    /// Lets the next event happen; false when there is none.
    fn fire_next(&mut self) -> bool;

    /// Whether the future is polled although nobody woke it.
    fn polls_needlessly(&mut self) -> bool;
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Runs a future to its end within so many polls; says why it does not come to one.
pub(crate) fn run<W: Clockwork, F: Future>(
    world: &RefCell<W>,
    most_polls: u32,
    future: F,
) -> Result<F::Output, &'static str> {
    let woken = Arc::new(Woken(AtomicBool::new(true)));
    let waker = Waker::from(Arc::clone(&woken));
    let mut future = pin!(future);
    for _ in 0..most_polls {
        if woken.0.swap(false, Ordering::Relaxed) || world.borrow_mut().polls_needlessly() {
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                return Ok(output);
            }
        } else if !world.borrow_mut().fire_next() {
            return Err("it waits for something that never comes");
        }
    }
    Err("it goes on and on")
}
