//! The simulated world of a run: its clock, what is to happen when, who waits, and what has happened.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use msgraph_chats::HttpResponse;

use crate::answer::Asking;
use crate::clock::{Clock, EPOCH_MS, Waits};
use crate::desk::Desk;
use crate::exchange::Exchange;
use crate::facts::Making;
use crate::graph::Graph;
use crate::log::{Entry, What};
use crate::presence::lists::Lists;
use crate::provider::Provider;
use crate::random::Random;
use crate::scenario::{Plan, Scenario};
use crate::weather::server::Server;

pub(crate) type Shared = Rc<RefCell<World>>;

/// What is to happen at some time.
#[derive(Clone, Copy)]
pub(crate) enum Event {
    /// What a future waits for has come.
    Ready(usize),
    /// A request reaches Graph.
    Arrive(usize),
    /// The caller aborts.
    Abort,
    /// The client's clock is set.
    SetClock(i64),
    /// The caller takes an outcome.
    Take,
    /// Graph makes a chat that it has answered for already, or never answers for.
    MakeChat { index: usize, exchange: usize },
}

/// What a future waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Awaited {
    Timer,
    Token,
    Request,
    Answer(usize),
}

/// When the caller aborts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum AbortPlan {
    #[default]
    Never,
    AtTime(u64),
    /// As so manieth thing happens that lets code of the caller's run; 0 is before everything.
    AtStep(u64),
}

pub(crate) struct World {
    pub(crate) random: Random,
    pub(crate) scenario: Rc<Scenario>,
    pub(crate) clock: Clock<Event>,
    pub(crate) waits: Waits<Awaited>,
    pub(crate) log: Vec<Entry>,
    pub(crate) aborted: bool,
    pub(crate) graph: Graph,
    /// Where Graph lists chats: then it makes them by this, too.
    pub(crate) lists: Option<Lists>,
    pub(crate) provider: Provider,
    /// When the last token was asked for.
    pub(crate) token_asked_ms: u64,
    pub(crate) exchanges: Vec<Exchange>,
    pub(crate) desk: Desk,
    ahead_ms: i64,
    listeners: Vec<Waker>,
    steps: u64,
}

impl World {
    pub(crate) fn new(mut random: Random, scenario: Scenario, server: Option<&Rc<RefCell<Server>>>) -> Self {
        let mut world = Self {
            provider: Provider::new(&mut random, &scenario),
            random,
            clock: Clock::new(),
            waits: Waits::new(),
            log: Vec::new(),
            aborted: false,
            graph: Graph::new(&scenario, server),
            lists: None,
            token_asked_ms: 0,
            exchanges: Vec::new(),
            desk: Desk::default(),
            ahead_ms: scenario.ahead_ms,
            listeners: Vec::new(),
            steps: 0,
            scenario: Rc::new(scenario),
        };
        match world.scenario.abort {
            AbortPlan::AtStep(0) => world.abort(),
            AbortPlan::AtTime(at_ms) => world.clock.schedule(at_ms, Event::Abort),
            AbortPlan::AtStep(_) | AbortPlan::Never => {}
        }
        for (at_ms, by_ms) in &world.scenario.clock_is_set {
            world.clock.schedule(*at_ms, Event::SetClock(*by_ms));
        }
        if world.scenario.consumer.leaves_after == Some(0) {
            world.abort();
        }
        world
    }

    /// Whether one chat is all that it is about: then timers are written down as moments in which the caller may act, and whoever
    /// waits has a turn after each thing that happens.
    pub(crate) fn is_of_one(&self) -> bool {
        self.scenario.plan != Plan::Many
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
            if self.scenario.abort == AbortPlan::AtStep(self.steps) {
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

    /// Graph answers a request, and does something, or will.
    pub(crate) fn answer(&mut self, number: usize) -> HttpResponse {
        let (graph_time_ms, now_ms) = (self.graph_time_ms(), self.clock.now_ms);
        let Self { random, scenario, graph, lists, provider, exchanges, .. } = self;
        let Exchange { request, items, .. } = &exchanges[number];
        if let Some(lists) = lists {
            let (label, response) = lists.respond(random, request, &provider.asked, (now_ms, graph_time_ms));
            self.note(What::Arrived { exchange: number, label });
            return response;
        }
        let tokens = &provider.remembered;
        let asking =
            Asking { scenario, graph, request, index: 0, exchange: number, graph_time_ms, now_ms, tokens };
        let outer = graph.answer(random, asking, items);
        self.note(What::Arrived { exchange: number, label: outer.label });
        for (at, told) in outer.told.iter().enumerate() {
            let index = self.exchanges[number].items.get(at).copied().unwrap_or(0);
            match told.making {
                Making::Never => {}
                Making::Now => self.make_chat(index, number),
                Making::Later(delay_ms) => {
                    self.clock.schedule(delay_ms, Event::MakeChat { index, exchange: number });
                }
            }
        }
        (self.exchanges[number].status, self.exchanges[number].told) = (outer.response.status, outer.told);
        outer.response
    }

    fn make_chat(&mut self, index: usize, exchange: usize) {
        if let Some(id) = self.graph.make(&self.scenario, index, exchange) {
            self.note(What::ChatMade { request: index, id });
        }
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Ready(wait) => self.waits.make_ready(wait),
            Event::Arrive(exchange) => self.arrive(exchange),
            Event::Abort => self.abort(),
            Event::SetClock(by_ms) => {
                self.ahead_ms += by_ms;
                self.note(What::ClockSet(by_ms));
            }
            Event::Take => self.take(),
            Event::MakeChat { index, exchange } => self.make_chat(index, exchange),
        }
    }

    /// When the next event is due.
    pub(crate) fn next_ms(&self) -> Option<u64> {
        self.clock.next_ms()
    }

    /// Lets the next event happen; false when there is none.
    pub(crate) fn fire_next(&mut self) -> bool {
        let Some(event) = self.clock.next() else { return false };
        self.happen(event);
        while !self.is_of_one() && self.clock.is_another_due() && self.random.chance(50) {
            let Some(event) = self.clock.next() else { break };
            self.happen(event);
        }
        true
    }

    /// Whether the future is polled although nobody woke it.
    pub(crate) fn polls_needlessly(&mut self) -> bool {
        self.random.chance(5)
    }

    /// Lets everything happen that is still under way; gives what there is then.
    pub(crate) fn end(world: Shared) -> Self {
        let mut world = Rc::into_inner(world).unwrap().into_inner();
        while world.fire_next() {}
        world
    }

    /// All that happened, for people.
    pub(crate) fn trace(&self) -> String {
        let mut trace = format!("{:#?}\n", self.scenario);
        for entry in &self.log {
            trace.push_str(&format!("{entry}\n"));
        }
        for (number, exchange) in self.exchanges.iter().enumerate() {
            let (url, items, status) = (&exchange.request.url, &exchange.items, exchange.status);
            let facts: Vec<_> = exchange.told.iter().map(|told| &told.facts).collect();
            trace.push_str(&format!("exchange {number}: {url} {items:?} {status} {facts:?}\n"));
        }
        for outcome in &self.desk.outcomes {
            trace.push_str(&format!("{outcome:?}\n"));
        }
        trace
    }

    /// A future was dropped, before its end or behind it.
    fn end_wait(&mut self, wait: usize) {
        match self.waits.end(wait) {
            None | Some(Awaited::Timer) => {}
            Some(Awaited::Token) => self.note(What::TokenDropped),
            Some(Awaited::Request) => self.note(What::ReadDropped),
            Some(Awaited::Answer(exchange)) => {
                // What has left the client may still reach Graph.
                self.exchanges[exchange].recalled = self.random.chance(50);
                if self.exchanges[exchange].answered_ms.is_some() {
                    self.mark_answered(exchange);
                }
                self.note(What::SendDropped(exchange));
            }
        }
    }
}

/// Ends when what it waits for has come; tells the world when it is dropped.
pub(crate) struct Waiting {
    pub(crate) world: Shared,
    pub(crate) wait: usize,
}

impl Future for Waiting {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.world.borrow_mut().waits.poll(self.wait, context)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.world.borrow_mut().end_wait(self.wait);
    }
}
