//! The simulated world of a run, one chat or many: its clock, what is to happen when, who waits, and what has happened.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use msgraph_chats::{Cause, HttpRequest, HttpResponse};

use crate::clock::{Clock, EPOCH_MS, Waits};
use crate::desk::Desk;
use crate::exchange::{Exchange, Fate};
use crate::executor::Clockwork;
use crate::log::{Entry, What};
use crate::provider::Asked;
use crate::random::Random;

pub(crate) type Shared<S> = Rc<RefCell<World<S>>>;

/// What is to happen at some time.
pub(crate) enum Event<Own> {
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
    Own(Own),
}

/// What a future waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Awaited {
    Timer,
    Token,
    Request,
    Answer(usize),
}

/// In what one chat and many differ: Graph, the token provider, and who gives and takes.
pub(crate) trait Side: Sized {
    /// What else can happen.
    type Event;
    /// What is known of a request that was sent.
    type Known;
    /// Whether timers are written down, and as moments in which the caller may act.
    const NOTES_TIMERS: bool;
    /// Whether several things may happen before anyone who waits for the first has a turn.
    const IN_A_HURRY: bool;

    fn can_answer_claims(&self) -> bool;

    /// The provider is asked for a token.
    fn ask(&mut self, random: &mut Random, now_ms: u64, claims: Option<&str>) -> Asked;

    /// It has given one.
    fn gave(&mut self, token: &str);

    fn fate(&self, random: &mut Random, request: &HttpRequest) -> Fate;

    fn know(&self, request: &HttpRequest) -> Self::Known;

    /// What environments throw when a request or its answer gets lost.
    fn network_error(&mut self, random: &mut Random) -> Cause;

    /// A request reaches Graph, which does something and answers, or would.
    fn answer(world: &mut World<Self>, exchange: usize) -> HttpResponse;

    fn happen(world: &mut World<Self>, event: Self::Event);
}

/// When the caller aborts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AbortPlan {
    Never,
    AtTime(u64),
    /// As so manieth thing happens that lets code of the caller's run; 0 is before everything.
    AtStep(u64),
}

pub(crate) struct World<S: Side> {
    pub(crate) random: Random,
    pub(crate) clock: Clock<Event<S::Event>>,
    pub(crate) waits: Waits<Awaited>,
    pub(crate) log: Vec<Entry>,
    pub(crate) aborted: bool,
    /// By how much the client's clock is ahead of Graph's.
    pub(crate) ahead_ms: i64,
    /// By how much timers are late at most.
    pub(crate) timers_late_ms: u64,
    pub(crate) side: S,
    pub(crate) exchanges: Vec<Exchange<S::Known>>,
    pub(crate) desk: Desk,
    abort: AbortPlan,
    listeners: Vec<Waker>,
    steps: u64,
}

impl<S: Side> World<S> {
    /// A world in which the caller aborts by a plan, and the client's clock is set at these times, by so much.
    pub(crate) fn new(random: Random, side: S, abort: AbortPlan, clock_is_set: &[(u64, i64)]) -> Self {
        let mut world = Self {
            random,
            clock: Clock::new(),
            waits: Waits::new(),
            log: Vec::new(),
            aborted: false,
            ahead_ms: 0,
            timers_late_ms: 0,
            side,
            exchanges: Vec::new(),
            desk: Desk::default(),
            abort,
            listeners: Vec::new(),
            steps: 0,
        };
        match abort {
            AbortPlan::AtStep(0) => world.abort(),
            AbortPlan::AtTime(at_ms) => world.clock.schedule(at_ms, Event::Abort),
            AbortPlan::AtStep(_) | AbortPlan::Never => {}
        }
        for (at_ms, by_ms) in clock_is_set {
            world.clock.schedule(*at_ms, Event::SetClock(*by_ms));
        }
        world
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

    fn happen(&mut self, event: Event<S::Event>) {
        match event {
            Event::Ready(wait) => self.waits.make_ready(wait),
            Event::Arrive(exchange) => self.arrive(exchange),
            Event::Abort => self.abort(),
            Event::SetClock(by_ms) => {
                self.ahead_ms += by_ms;
                self.note(What::ClockSet(by_ms));
            }
            Event::Take => self.take(),
            Event::Own(event) => S::happen(self, event),
        }
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
                self.note(What::SendDropped { exchange });
            }
        }
    }
}

impl<S: Side> Clockwork for World<S> {
    fn next_ms(&self) -> Option<u64> {
        self.clock.next_ms()
    }

    fn fire_next(&mut self) -> bool {
        let Some(event) = self.clock.next() else { return false };
        self.happen(event);
        while S::IN_A_HURRY && self.clock.is_another_due() && self.random.chance(50) {
            let Some(event) = self.clock.next() else { break };
            self.happen(event);
        }
        true
    }

    fn polls_needlessly(&mut self) -> bool {
        self.random.chance(5)
    }
}

/// Ends when what it waits for has come; tells the world when it is dropped.
pub(crate) struct Waiting<S: Side> {
    pub(crate) world: Shared<S>,
    pub(crate) wait: usize,
}

impl<S: Side> Future for Waiting<S> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.world.borrow_mut().waits.poll(self.wait, context)
    }
}

impl<S: Side> Drop for Waiting<S> {
    fn drop(&mut self) {
        self.world.borrow_mut().end_wait(self.wait);
    }
}
