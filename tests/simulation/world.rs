//! The simulated world of one run: its clock, what is to happen when, and what has happened.

use std::cell::RefCell;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use crate::clock::{Clock, Waits};
use crate::exchange::Exchange;
use crate::executor::Clockwork;
use crate::graph::Graph;
use crate::log::{Entry, What};
use crate::provider::Provider;
use crate::random::Random;
use crate::scenario::{AbortPlan, Scenario};

/// Graph's clock when a run begins, milliseconds since 1970.
pub(crate) const EPOCH_MS: u64 = 1_795_518_693_217;

pub(crate) type Shared = Rc<RefCell<World>>;

/// What is to happen at some time.
pub(crate) enum Event {
    /// What a future waits for has come.
    Ready(usize),
    /// A request reaches Graph.
    Arrive(usize),
    /// Graph makes the chat of a request that it has answered already, or never answers.
    MakeChat(usize),
    /// The caller aborts.
    Abort,
    /// The client's clock is set.
    SetClock(i64),
}

/// What a future waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Awaited {
    Timer,
    Token,
    Answer(usize),
}

pub(crate) struct World {
    pub(crate) random: Random,
    pub(crate) scenario: Rc<Scenario>,
    /// Since the run began.
    pub(crate) now_ms: u64,
    /// By how much the client's clock is ahead of Graph's.
    pub(crate) ahead_ms: i64,
    pub(crate) aborted: bool,
    pub(crate) graph: Graph,
    pub(crate) provider: Provider,
    pub(crate) exchanges: Vec<Exchange>,
    pub(crate) log: Vec<Entry>,
    clock: Clock<Event>,
    waits: Waits<Awaited>,
    listeners: Vec<Waker>,
    steps: u64,
}

impl World {
    pub(crate) fn new(mut random: Random, scenario: Scenario) -> Self {
        let provider = Provider::new(&mut random, &scenario);
        let graph = Graph::new(&mut random, &scenario);
        let mut world = Self {
            ahead_ms: scenario.clock_ahead_ms,
            random,
            scenario: Rc::new(scenario),
            now_ms: 0,
            aborted: false,
            graph,
            provider,
            exchanges: Vec::new(),
            log: Vec::new(),
            clock: Clock::new(),
            waits: Waits::new(),
            listeners: Vec::new(),
            steps: 0,
        };
        match world.scenario.abort {
            AbortPlan::AtStep(0) => world.abort(),
            AbortPlan::AtTime(at_ms) => world.schedule(at_ms, Event::Abort),
            AbortPlan::AtStep(_) | AbortPlan::Never => {}
        }
        for (at_ms, by_ms) in world.scenario.clock_is_set.clone() {
            world.schedule(at_ms, Event::SetClock(by_ms));
        }
        world
    }

    /// Graph's clock, milliseconds since 1970.
    pub(crate) fn graph_time_ms(&self) -> u64 {
        EPOCH_MS + self.now_ms
    }

    /// The client's clock, milliseconds since 1970.
    pub(crate) fn client_time_ms(&self) -> u64 {
        self.graph_time_ms().saturating_add_signed(self.ahead_ms)
    }

    pub(crate) fn schedule(&mut self, delay_ms: u64, event: Event) {
        self.clock.schedule(delay_ms, event);
    }

    /// Lets the next event happen; false when there is none.
    pub(crate) fn fire_next(&mut self) -> bool {
        let Some(event) = self.clock.next() else { return false };
        self.now_ms = self.clock.now_ms;
        match event {
            Event::Ready(wait) => self.waits.make_ready(wait),
            Event::Arrive(exchange) => self.arrive(exchange),
            Event::MakeChat(exchange) => self.make_chat(exchange),
            Event::Abort => self.abort(),
            Event::SetClock(by_ms) => {
                self.ahead_ms += by_ms;
                self.note(What::ClockSet(by_ms));
            }
        }
        true
    }

    /// Writes down what the client sees or does; the caller may choose this very moment to abort.
    pub(crate) fn note(&mut self, what: What) {
        let step = what.lets_the_caller_act();
        self.log.push(Entry { at_ms: self.now_ms, what });
        if step {
            self.steps += 1;
            if self.scenario.abort == AbortPlan::AtStep(self.steps) {
                self.abort();
            }
        }
    }

    fn abort(&mut self) {
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
        self.listeners.push(context.waker().clone());
        Poll::Pending
    }

    /// Begins a wait.
    pub(crate) fn wait_for(&mut self, awaited: Awaited) -> usize {
        self.waits.begin(awaited)
    }

    pub(crate) fn poll_wait(&mut self, wait: usize, context: &Context<'_>) -> Poll<()> {
        self.waits.poll(wait, context)
    }

    /// A future was dropped, before its end or behind it.
    pub(crate) fn end_wait(&mut self, wait: usize) {
        match self.waits.end(wait) {
            None | Some(Awaited::Timer) => {}
            Some(Awaited::Token) => self.note(What::TokenDropped),
            Some(Awaited::Answer(exchange)) => {
                // What has left the client may still reach Graph.
                self.exchanges[exchange].recalled = self.random.chance(50);
                self.note(What::SendDropped { exchange });
            }
        }
    }

    /// Whether the client still waits for an answer.
    pub(crate) fn is_waiting(&self, wait: usize) -> bool {
        self.waits.is_waiting(wait)
    }

    /// How many timers, tokens and answers are still waited for.
    pub(crate) fn left_over(&self) -> usize {
        self.waits.count()
    }
}

impl Clockwork for World {
    fn fire_next(&mut self) -> bool {
        World::fire_next(self)
    }

    fn polls_needlessly(&mut self) -> bool {
        self.random.chance(5)
    }
}
