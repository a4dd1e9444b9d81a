//! The simulated world of one run over many requests: network, Graph, source, caller and token provider, all on one clock.

use std::cell::RefCell;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use msgraph_chats::ChatOutcome;

use super::exchange::Exchange;
use super::graph::Graph;
use super::log::{Entry, What};
use super::scenario::{AbortPlan, Scenario};
use crate::clock::{Clock, Waits};
use crate::executor::Clockwork;
use crate::random::Random;
use crate::world::EPOCH_MS;

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
    pub(crate) random: Random,
    pub(crate) scenario: Rc<Scenario>,
    pub(crate) clock: Clock<Event>,
    ahead_ms: i64,
    pub(crate) aborted: bool,
    pub(crate) graph: Graph,
    pub(crate) exchanges: Vec<Exchange>,
    pub(crate) log: Vec<Entry>,
    pub(crate) outcomes: Vec<ChatOutcome>,
    pub(crate) undelivered: usize,
    /// How many requests the source has been asked for.
    pub(crate) asked_of_source: usize,
    /// When the last token was asked for.
    pub(crate) token_asked_ms: u64,
    pub(crate) waits: Waits<Awaited>,
    taken: u64,
    take_is_due: bool,
    took: bool,
    taken_waker: Option<Waker>,
    listeners: Vec<Waker>,
    steps: u64,
}

impl World {
    pub(crate) fn new(random: Random, scenario: Scenario) -> Self {
        let mut world = Self {
            graph: Graph::new(&scenario),
            random,
            scenario: Rc::new(scenario),
            clock: Clock::new(),
            ahead_ms: 0,
            aborted: false,
            exchanges: Vec::new(),
            log: Vec::new(),
            outcomes: Vec::new(),
            undelivered: 0,
            asked_of_source: 0,
            token_asked_ms: 0,
            waits: Waits::new(),
            taken: 0,
            take_is_due: false,
            took: false,
            taken_waker: None,
            listeners: Vec::new(),
            steps: 0,
        };
        match world.scenario.abort {
            AbortPlan::AtStep(0) => world.abort(),
            AbortPlan::AtTime(at_ms) => world.clock.schedule(at_ms, Event::Abort),
            AbortPlan::AtStep(_) | AbortPlan::Never => {}
        }
        if world.scenario.consumer.leaves_after == Some(0) {
            world.abort();
        }
        for (at_ms, by_ms) in world.scenario.clock_is_set.clone() {
            world.clock.schedule(at_ms, Event::SetClock(by_ms));
        }
        world
    }

    pub(crate) fn graph_time_ms(&self) -> u64 {
        EPOCH_MS + self.clock.now_ms
    }

    pub(crate) fn client_time_ms(&self) -> u64 {
        self.graph_time_ms().saturating_add_signed(self.ahead_ms)
    }

    /// Writes down what happens; the caller may choose this very moment to abort.
    pub(crate) fn note(&mut self, what: What) {
        let step = what.lets_the_caller_act();
        self.log.push(Entry { at_ms: self.clock.now_ms, what });
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
        if !self.listeners.iter().any(|listener| listener.will_wake(context.waker())) {
            self.listeners.push(context.waker().clone());
        }
        Poll::Pending
    }

    /// Ends when an outcome was taken since it last ended.
    pub(crate) fn poll_taken(&mut self, context: &Context<'_>) -> Poll<()> {
        if std::mem::take(&mut self.took) {
            return Poll::Ready(());
        }
        self.taken_waker = Some(context.waker().clone());
        Poll::Pending
    }

    pub(crate) fn emit(&mut self, outcome: ChatOutcome) {
        self.outcomes.push(outcome);
        self.undelivered += 1;
        self.note(What::Emitted(self.outcomes.len() - 1));
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

    /// A future was dropped, before its end or behind it.
    pub(crate) fn end_wait(&mut self, wait: usize) {
        match self.waits.end(wait) {
            None | Some(Awaited::Timer) => {}
            Some(Awaited::Token) => self.note(What::TokenDropped),
            Some(Awaited::Request) => self.note(What::ReadDropped),
            Some(Awaited::Answer(exchange)) => {
                // What has left the client may still reach Graph.
                self.exchanges[exchange].recalled = self.random.chance(50);
                self.note(What::SendDropped(exchange));
            }
        }
    }
}

impl Clockwork for World {
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
