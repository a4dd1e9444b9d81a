//! The other ends of a run over many requests: a source, and a caller who takes the outcomes.

use std::future::poll_fn;
use std::task::{Context, Poll, Waker};

use msgraph_chats::{BulkPort, BulkProgress, Cause, ChatOutcome, FoundChat, ResultsPort};

use crate::log::What;
use crate::port::SimulatedPort;
use crate::world::{Awaited, Event, World};

/// How the source hands out its requests.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SourcePlan {
    /// The longest time that one request takes, milliseconds; 0 where all are at hand.
    pub(crate) slowest_ms: u64,
    /// The first of the requests that take time, and the first behind them; where none is given, all take it.
    pub(crate) slow: Option<(usize, usize)>,
    /// It fails in place of the request with this index.
    pub(crate) fails_at: Option<usize>,
    /// The request with this index takes so much longer.
    pub(crate) rests: Option<(usize, u64)>,
    /// It never gives the request with this index.
    pub(crate) stalls_at: Option<usize>,
    pub(crate) knows_total: bool,
}

impl SourcePlan {
    /// How long the request with an index takes at most; `None` where it never comes.
    fn takes_ms(&self, index: usize) -> Option<(u64, u64)> {
        let rest_ms = self.rests.filter(|(at, _)| *at == index).map_or(0, |(_, rest_ms)| rest_ms);
        let is_slow = self.slow.is_none_or(|(first, end)| (first..end).contains(&index));
        (self.stalls_at != Some(index)).then_some((rest_ms, if is_slow { self.slowest_ms } else { 0 }))
    }
}

/// How the caller takes the outcomes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ConsumerPlan {
    /// Between two outcomes.
    pub(crate) slowest_ms: u64,
    /// After so many outcomes nothing is taken for so long.
    pub(crate) rests: Option<(u64, u64)>,
    /// After so many outcomes it aborts.
    pub(crate) leaves_after: Option<u64>,
}

#[derive(Default)]
pub(crate) struct Desk {
    pub(crate) outcomes: Vec<ChatOutcome>,
    /// What a search has found.
    pub(crate) found: Vec<FoundChat>,
    undelivered: usize,
    /// How many requests the source has been asked for.
    asked_of_source: usize,
    taken: u64,
    take_is_due: bool,
    took: bool,
    taken_waker: Option<Waker>,
}

impl World {
    /// Ends when an outcome was taken since it last ended.
    fn poll_taken(&mut self, context: &Context<'_>) -> Poll<()> {
        if std::mem::take(&mut self.desk.took) {
            return Poll::Ready(());
        }
        self.desk.taken_waker = Some(context.waker().clone());
        Poll::Pending
    }

    fn plan_to_take(&mut self) {
        if self.desk.undelivered == 0 || std::mem::replace(&mut self.desk.take_is_due, true) {
            return;
        }
        let consumer = self.scenario.consumer;
        let mut delay_ms = self.random.below(consumer.slowest_ms + 1);
        if let Some((after, rest_ms)) = consumer.rests
            && after == self.desk.taken
        {
            delay_ms += rest_ms;
        }
        self.clock.schedule(delay_ms, Event::Take);
    }

    /// The caller takes an outcome.
    pub(crate) fn take(&mut self) {
        self.desk.take_is_due = false;
        self.desk.undelivered -= 1;
        self.desk.taken += 1;
        self.note(What::Taken);
        if self.scenario.consumer.leaves_after == Some(self.desk.taken) {
            self.abort();
        }
        self.desk.took = true;
        self.desk.taken_waker.take().into_iter().for_each(Waker::wake);
        self.plan_to_take();
    }
}

impl BulkPort for SimulatedPort {
    async fn next(&self) -> Result<Option<String>, Cause> {
        let (wait, index) = {
            let world = &mut *self.world.borrow_mut();
            let index = world.desk.asked_of_source;
            world.desk.asked_of_source += 1;
            world.note(What::ReadBegun);
            let takes_ms = world.scenario.source.takes_ms(index);
            // What is at hand takes no turn of the clock.
            let wait = (takes_ms != Some((0, 0))).then(|| world.waits.begin(Awaited::Request));
            if let (Some(wait), Some((rest_ms, slowest_ms))) = (wait, takes_ms) {
                let after_ms = rest_ms + world.random.below(slowest_ms + 1);
                world.clock.schedule(after_ms, Event::Ready(wait));
            }
            (wait, index)
        };
        if let Some(wait) = wait {
            self.waiting(wait).await;
        }
        let world = &mut *self.world.borrow_mut();
        if world.scenario.source.fails_at == Some(index) {
            world.note(What::SourceFailed);
            let message = "the source failed".to_owned();
            return Err(Cause { name: "TypeError".to_owned(), code: None, message });
        }
        let text = world.scenario.requests.get(index).map(|request| request.text(index));
        world.note(if text.is_some() { What::Read(index) } else { What::SourceEnded });
        Ok(text)
    }

    fn elapsed_ms(&self) -> u64 {
        self.world.borrow().clock.now_ms
    }

    fn total(&self) -> Option<u64> {
        let scenario = &self.world.borrow().scenario;
        scenario.source.knows_total.then_some(scenario.requests.len() as u64)
    }

    fn emit(&self, outcome: ChatOutcome) {
        let world = &mut *self.world.borrow_mut();
        world.desk.outcomes.push(outcome);
        world.desk.undelivered += 1;
        let emitted = What::Emitted(world.desk.outcomes.len() - 1);
        world.note(emitted);
        world.plan_to_take();
    }

    fn undelivered(&self) -> usize {
        self.world.borrow().desk.undelivered
    }

    async fn taken(&self) {
        poll_fn(|context| self.world.borrow_mut().poll_taken(context)).await;
    }

    fn progressed(&self, progress: &BulkProgress) {
        self.world.borrow_mut().note(What::Progress(progress.clone()));
    }
}

impl ResultsPort<FoundChat> for SimulatedPort {
    fn emit(&self, found: FoundChat) {
        self.world.borrow_mut().desk.found.push(found);
    }

    async fn wanted(&self) {}
}
