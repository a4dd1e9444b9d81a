//! Simulated time: what is to happen when, and who waits for it.

use std::collections::BTreeMap;
use std::task::{Context, Poll, Waker};

/// Graph's clock when a run begins, milliseconds since 1970.
pub(crate) const EPOCH_MS: u64 = 1_795_518_693_217;

/// What is to happen, in the order of time, and at the same time in the order in which it was planned.
pub(crate) struct Clock<E> {
    pub(crate) now_ms: u64,
    events: BTreeMap<(u64, u64), E>,
    scheduled: u64,
}

impl<E> Clock<E> {
    pub(crate) fn new() -> Self {
        Self { now_ms: 0, events: BTreeMap::new(), scheduled: 0 }
    }

    pub(crate) fn schedule(&mut self, delay_ms: u64, event: E) {
        self.scheduled += 1;
        self.events.insert((self.now_ms.saturating_add(delay_ms), self.scheduled), event);
    }

    /// Whether another event is due at this very time.
    pub(crate) fn is_another_due(&self) -> bool {
        self.next_ms().is_some_and(|at_ms| at_ms <= self.now_ms)
    }

    /// When the next event is due.
    pub(crate) fn next_ms(&self) -> Option<u64> {
        self.events.first_key_value().map(|((at_ms, _), _)| *at_ms)
    }

    /// Lets time pass until the next event.
    pub(crate) fn next(&mut self) -> Option<E> {
        let ((at_ms, _), event) = self.events.pop_first()?;
        self.now_ms = at_ms;
        Some(event)
    }
}

struct Wait<A> {
    awaited: A,
    ready: bool,
    over: bool,
    waker: Option<Waker>,
}

/// The futures that wait for something, each for one thing.
pub(crate) struct Waits<A>(Vec<Wait<A>>);

impl<A: Copy> Waits<A> {
    pub(crate) fn new() -> Self {
        Self(Vec::new())
    }

    /// Begins a wait.
    pub(crate) fn begin(&mut self, awaited: A) -> usize {
        self.0.push(Wait { awaited, ready: false, over: false, waker: None });
        self.0.len() - 1
    }

    /// What is waited for has come.
    pub(crate) fn make_ready(&mut self, wait: usize) {
        self.0[wait].ready = true;
        self.0[wait].waker.take().into_iter().for_each(Waker::wake);
    }

    pub(crate) fn poll(&mut self, wait: usize, context: &Context<'_>) -> Poll<()> {
        let wait = &mut self.0[wait];
        if wait.ready {
            wait.over = true;
            return Poll::Ready(());
        }
        wait.waker = Some(context.waker().clone());
        Poll::Pending
    }

    /// A future was dropped; gives what it waited for if that was before its end.
    pub(crate) fn end(&mut self, wait: usize) -> Option<A> {
        let wait = &mut self.0[wait];
        (!std::mem::replace(&mut wait.over, true)).then_some(wait.awaited)
    }

    pub(crate) fn is_waiting(&self, wait: usize) -> bool {
        !self.0[wait].over
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.0.iter().filter(|wait| !wait.over).count()
    }
}
