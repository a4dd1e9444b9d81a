//! Runs one future on the simulated clock: polled when it was woken (and now and then without), never otherwise.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use crate::world::World;

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Runs a future to its end within so many polls; says why it does not come to one.
pub(crate) fn run<F: Future>(
    world: &RefCell<World>,
    most_polls: u32,
    future: F,
) -> Result<F::Output, &'static str> {
    let (outputs, stuck) = run_all(&[world], most_polls, u64::MAX, vec![Box::pin(future)]);
    outputs.into_iter().next().flatten().ok_or(stuck)
}

/// Runs futures, each in a world of its own, on one time, to their ends or until that time; what has not come to one gives none.
pub(crate) fn run_all<T>(
    worlds: &[&RefCell<World>],
    most_polls: u32,
    until_ms: u64,
    futures: Vec<Pin<Box<dyn Future<Output = T> + '_>>>,
) -> (Vec<Option<T>>, &'static str) {
    let mut outputs: Vec<Option<T>> = futures.iter().map(|_| None).collect();
    let woken: Vec<_> = futures.iter().map(|_| Arc::new(Woken(AtomicBool::new(true)))).collect();
    let mut futures: Vec<_> = futures.into_iter().map(Some).collect();
    for _ in 0..most_polls {
        if futures.iter().all(Option::is_none) {
            return (outputs, "");
        }
        let mut polled = false;
        for (number, place) in futures.iter_mut().enumerate() {
            let Some(future) = place else { continue };
            if woken[number].0.swap(false, Ordering::Relaxed)
                || worlds[number].borrow_mut().polls_needlessly()
            {
                polled = true;
                let waker = Waker::from(Arc::clone(&woken[number]));
                if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                    outputs[number] = Some(output);
                    *place = None;
                }
            }
        }
        if !polled {
            let running = worlds.iter().zip(&futures).filter(|(_, future)| future.is_some());
            let next = running.filter_map(|(world, _)| Some((world.borrow().next_ms()?, world)));
            match next.min_by_key(|(at_ms, _)| *at_ms) {
                None => return (outputs, "it waits for something that never comes"),
                Some((at_ms, _)) if at_ms > until_ms => return (outputs, "time is over"),
                Some((_, world)) => world.borrow_mut().fire_next(),
            };
        }
    }
    (outputs, "it goes on and on")
}
