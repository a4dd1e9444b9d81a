//! The simulated world of one run: its clock, what is to happen when, and what has happened.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;
use std::task::{Context, Poll};

use crate::base::{Base, Waited};
use crate::exchange::Exchange;
use crate::executor::Clockwork;
use crate::graph::Graph;
use crate::log::What;
use crate::provider::Provider;
use crate::random::Random;
use crate::scenario::Scenario;

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
    pub(crate) base: Base<Event, Awaited, What>,
    pub(crate) scenario: Rc<Scenario>,
    pub(crate) graph: Graph,
    pub(crate) provider: Provider,
    pub(crate) exchanges: Vec<Exchange>,
}

impl Deref for World {
    type Target = Base<Event, Awaited, What>;

    fn deref(&self) -> &Self::Target {
        &self.base
    }
}

impl DerefMut for World {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.base
    }
}

impl World {
    pub(crate) fn new(mut random: Random, scenario: Scenario) -> Self {
        let provider = Provider::new(&mut random, &scenario);
        let graph = Graph::new(&mut random, &scenario);
        let mut base = Base::new(random, scenario.abort, Event::Abort);
        base.ahead_ms = scenario.clock_ahead_ms;
        for (at_ms, by_ms) in &scenario.clock_is_set {
            base.clock.schedule(*at_ms, Event::SetClock(*by_ms));
        }
        Self { base, scenario: Rc::new(scenario), graph, provider, exchanges: Vec::new() }
    }
}

impl Waited for World {
    fn poll_wait(&mut self, wait: usize, context: &Context<'_>) -> Poll<()> {
        self.waits.poll(wait, context)
    }

    fn end_wait(&mut self, wait: usize) {
        match self.waits.end(wait) {
            None | Some(Awaited::Timer) => {}
            Some(Awaited::Token) => self.note(What::TokenDropped),
            Some(Awaited::Answer(exchange)) => {
                // What has left the client may still reach Graph.
                self.exchanges[exchange].recalled = self.base.random.chance(50);
                self.note(What::SendDropped { exchange });
            }
        }
    }
}

impl Clockwork for World {
    fn next_ms(&self) -> Option<u64> {
        self.clock.next_ms()
    }

    fn fire_next(&mut self) -> bool {
        let Some(event) = self.clock.next() else { return false };
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

    fn polls_needlessly(&mut self) -> bool {
        self.random.chance(5)
    }
}
