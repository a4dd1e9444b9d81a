//! Runs one future on the simulated clock: polled when it was woken (and now and then without), never otherwise.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use crate::world::Shared;

/// More polls than any sound run needs.
const MOST_POLLS: u32 = 10_000;

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Runs a future to its end; says why it does not come to one.
pub(crate) fn run<F: Future>(world: &Shared, future: F) -> Result<F::Output, &'static str> {
    let woken = Arc::new(Woken(AtomicBool::new(true)));
    let waker = Waker::from(Arc::clone(&woken));
    let mut future = pin!(future);
    for _ in 0..MOST_POLLS {
        if woken.0.swap(false, Ordering::Relaxed) || world.borrow_mut().random.chance(5) {
            if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                return Ok(output);
            }
        } else if !world.borrow_mut().fire_next() {
            return Err("it waits for something that never comes");
        }
    }
    Err("it goes on and on")
}
