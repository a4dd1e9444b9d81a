//! What the port of a run over many requests has beside that of one.

use std::future::poll_fn;

use msgraph_chats::{BulkPort, BulkProgress, Cause, ChatOutcome};

use super::many::{Many, cause};
use crate::log::What;
use crate::port::SimulatedPort;
use crate::world::{Awaited, Event};

impl BulkPort for SimulatedPort<Many> {
    async fn next(&self) -> Result<Option<String>, Cause> {
        let (wait, index) = {
            let world = &mut *self.world.borrow_mut();
            let index = world.side.asked_of_source;
            world.side.asked_of_source += 1;
            world.note(What::ReadBegun);
            let source = world.side.scenario.source;
            // What is at hand takes no turn of the clock.
            let rest_ms = source.rests.filter(|(at, _)| *at == index).map_or(0, |(_, rest_ms)| rest_ms);
            let stalls = source.stalls_at == Some(index);
            let is_slow = (source.slow.0..source.slow.1).contains(&index);
            let slowest_ms = if is_slow { source.slowest_ms } else { 0 };
            let wait = (slowest_ms + rest_ms > 0 || stalls).then(|| {
                let wait = world.waits.begin(Awaited::Request);
                if !stalls {
                    let after_ms = rest_ms + world.random.below(slowest_ms + 1);
                    world.clock.schedule(after_ms, Event::Ready(wait));
                }
                wait
            });
            (wait, index)
        };
        if let Some(wait) = wait {
            self.waiting(wait).await;
        }
        let world = &mut *self.world.borrow_mut();
        if world.side.scenario.source.fails_at == Some(index) {
            world.note(What::SourceFailed);
            return Err(cause("the source failed"));
        }
        let text = world.side.scenario.requests.get(index).map(|request| request.text.clone());
        world.note(if text.is_some() { What::Read(index) } else { What::SourceEnded });
        Ok(text)
    }

    fn elapsed_ms(&self) -> u64 {
        self.world.borrow().clock.now_ms
    }

    fn total(&self) -> Option<u64> {
        let world = self.world.borrow();
        world.side.scenario.source.knows_total.then_some(world.side.scenario.requests.len() as u64)
    }

    fn emit(&self, outcome: ChatOutcome) {
        self.world.borrow_mut().emit(outcome);
    }

    fn undelivered(&self) -> usize {
        self.world.borrow().side.undelivered
    }

    async fn taken(&self) {
        poll_fn(|context| self.world.borrow_mut().poll_taken(context)).await;
    }

    fn progressed(&self, progress: &BulkProgress) {
        self.world.borrow_mut().note(What::Progress(progress.clone()));
    }
}
