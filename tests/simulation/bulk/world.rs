//! The simulated world of one run over many requests: network, Graph, source, caller and token provider, all on one clock.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use msgraph_chats::ChatOutcome;

use super::exchange::Exchange;
use super::graph::Graph;
use super::log::What;
use super::scenario::Scenario;
use crate::base::{Base, Waited};
use crate::executor::Clockwork;
use crate::random::Random;
use crate::weather::server::Server;

pub(crate) type Shared = Rc<RefCell<World>>;

#[derive(Clone, Copy)]
pub(crate) enum Event {
    /// What a future waits for has come.
    Ready(usize),
    /// A request reaches Graph.
    Arrive(usize),
    /// Graph makes a chat that it has answered for already, or never answers for.
    MakeChat {
        index: usize,
        exchange: usize,
    },
    /// The caller takes an outcome.
    Take,
    Abort,
    SetClock(i64),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Awaited {
    Timer,
    Token,
    Request,
    Answer(usize),
}

pub(crate) struct World {
    pub(crate) base: Base<Event, Awaited, What>,
    pub(crate) scenario: Rc<Scenario>,
    pub(crate) graph: Graph,
    pub(crate) exchanges: Vec<Exchange>,
    pub(crate) outcomes: Vec<ChatOutcome>,
    pub(crate) undelivered: usize,
    /// How many requests the source has been asked for.
    pub(crate) asked_of_source: usize,
    /// When the last token was asked for.
    pub(crate) token_asked_ms: u64,
    /// What was still waited for when the run was over, and when that was.
    pub(crate) left_over: usize,
    pub(crate) ended_ms: u64,
    taken: u64,
    take_is_due: bool,
    took: bool,
    taken_waker: Option<Waker>,
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
    pub(crate) fn new(random: Random, scenario: Scenario, server: Option<Rc<RefCell<Server>>>) -> Self {
        let mut base = Base::new(random, scenario.abort, Event::Abort);
        if scenario.consumer.leaves_after == Some(0) {
            base.abort();
        }
        for (at_ms, by_ms) in &scenario.clock_is_set {
            base.clock.schedule(*at_ms, Event::SetClock(*by_ms));
        }
        Self {
            base,
            graph: Graph::new(server),
            scenario: Rc::new(scenario),
            exchanges: Vec::new(),
            outcomes: Vec::new(),
            undelivered: 0,
            asked_of_source: 0,
            token_asked_ms: 0,
            left_over: 0,
            ended_ms: 0,
            taken: 0,
            take_is_due: false,
            took: false,
            taken_waker: None,
        }
    }

    /// Ends when an outcome was taken since it last ended.
    pub(crate) fn poll_taken(&mut self, context: &Context<'_>) -> Poll<()> {
        if std::mem::take(&mut self.took) {
            return Poll::Ready(());
        }
        self.taken_waker = Some(context.waker().clone());
        Poll::Pending
    }

    /// The run is over.
    pub(crate) fn end(&mut self) {
        self.note(What::Ended);
        self.left_over = self.waits.count();
        self.ended_ms = self.clock.now_ms;
    }

    pub(crate) fn emit(&mut self, outcome: ChatOutcome) {
        self.outcomes.push(outcome);
        self.undelivered += 1;
        let emitted = What::Emitted(self.outcomes.len() - 1);
        self.note(emitted);
        self.plan_to_take();
    }

    fn plan_to_take(&mut self) {
        if self.undelivered == 0 || std::mem::replace(&mut self.take_is_due, true) {
            return;
        }
        let consumer = self.scenario.consumer;
        let mut delay_ms = self.random.below(consumer.slowest_ms + 1);
        if let Some((after, rest_ms)) = consumer.rests
            && after == self.taken
        {
            delay_ms += rest_ms;
        }
        self.clock.schedule(delay_ms, Event::Take);
    }

    fn take(&mut self) {
        self.take_is_due = false;
        self.undelivered -= 1;
        self.taken += 1;
        self.note(What::Taken);
        if self.scenario.consumer.leaves_after == Some(self.taken) {
            self.abort();
        }
        self.took = true;
        self.taken_waker.take().into_iter().for_each(Waker::wake);
        self.plan_to_take();
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
            Some(Awaited::Request) => self.note(What::ReadDropped),
            Some(Awaited::Answer(exchange)) => {
                // What has left the client may still reach Graph.
                self.exchanges[exchange].recalled = self.base.random.chance(50);
                self.note(What::SendDropped(exchange));
            }
        }
    }
}

impl Clockwork for World {
    fn next_ms(&self) -> Option<u64> {
        self.clock.next_ms()
    }

    /// Now and then several happen before anyone who waits for the first has a turn.
    fn fire_next(&mut self) -> bool {
        let Some(event) = self.clock.next() else { return false };
        self.happen(event);
        while self.clock.is_another_due() && self.random.chance(50) {
            let Some(event) = self.clock.next() else { break };
            self.happen(event);
        }
        true
    }

    fn polls_needlessly(&mut self) -> bool {
        self.random.chance(5)
    }
}

impl World {
    fn happen(&mut self, event: Event) {
        match event {
            Event::Ready(wait) => self.waits.make_ready(wait),
            Event::Arrive(exchange) => self.arrive(exchange),
            Event::MakeChat { index, exchange } => self.make_chat(index, exchange),
            Event::Take => self.take(),
            Event::Abort => self.abort(),
            Event::SetClock(by_ms) => {
                self.ahead_ms += by_ms;
                self.note(What::ClockSet);
            }
        }
    }
}
