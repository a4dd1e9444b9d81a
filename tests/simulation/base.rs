//! What the simulated world rests on: time, those who wait, a caller who may abort, and a log of what happened.

use std::task::{Context, Poll, Waker};

use crate::clock::{Clock, Waits};
use crate::log::{Entry, What};
use crate::random::Random;
use crate::world::Awaited;

/// Graph's clock when a run begins, milliseconds since 1970.
pub(crate) const EPOCH_MS: u64 = 1_795_518_693_217;

/// When the caller aborts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AbortPlan {
    Never,
    AtTime(u64),
    /// As so manieth thing happens that lets code of the caller's run; 0 is before everything.
    AtStep(u64),
}

pub(crate) struct Base<Event> {
    pub(crate) random: Random,
    pub(crate) clock: Clock<Event>,
    pub(crate) waits: Waits<Awaited>,
    pub(crate) log: Vec<Entry>,
    pub(crate) aborted: bool,
    /// By how much the client's clock is ahead of Graph's.
    pub(crate) ahead_ms: i64,
    /// By how much timers are late at most.
    pub(crate) timers_late_ms: u64,
    abort: AbortPlan,
    listeners: Vec<Waker>,
    steps: u64,
}

impl<Event> Base<Event> {
    /// A world in which the caller aborts by this plan, which is an event where that is at a time.
    pub(crate) fn new(random: Random, abort: AbortPlan, aborts: Event) -> Self {
        let mut base = Self {
            random,
            clock: Clock::new(),
            waits: Waits::new(),
            log: Vec::new(),
            aborted: false,
            ahead_ms: 0,
            timers_late_ms: 0,
            abort,
            listeners: Vec::new(),
            steps: 0,
        };
        match abort {
            AbortPlan::AtStep(0) => base.abort(),
            AbortPlan::AtTime(at_ms) => base.clock.schedule(at_ms, aborts),
            AbortPlan::AtStep(_) | AbortPlan::Never => {}
        }
        base
    }

    /// Graph's clock, milliseconds since 1970.
    pub(crate) fn graph_time_ms(&self) -> u64 {
        EPOCH_MS + self.clock.now_ms
    }

    /// The client's clock, milliseconds since 1970.
    pub(crate) fn client_time_ms(&self) -> u64 {
        self.graph_time_ms().saturating_add_signed(self.ahead_ms)
    }

    /// Writes down what happens; the caller may choose this very moment to abort.
    pub(crate) fn note(&mut self, what: What) {
        let step = what.lets_the_caller_act();
        self.log.push(Entry { at_ms: self.clock.now_ms, what });
        if step {
            self.steps += 1;
            if self.abort == AbortPlan::AtStep(self.steps) {
                self.abort();
            }
        }
    }

    pub(crate) fn abort(&mut self) {
        if !self.aborted {
            self.aborted = true;
            self.note(What::Aborted);
            self.listeners.drain(..).for_each(Waker::wake);
        }
    }

    pub(crate) fn poll_aborted(&mut self, context: &Context<'_>) -> Poll<()> {
        if self.aborted {
            return Poll::Ready(());
        }
        if !self.listeners.iter().any(|listener| listener.will_wake(context.waker())) {
            self.listeners.push(context.waker().clone());
        }
        Poll::Pending
    }
}
