//! The port of a run over many requests.

use std::future::poll_fn;
use std::rc::Rc;

use msgraph_chats::{Attempt, BulkPort, BulkProgress, Cause, ChatOutcome, HttpRequest, HttpResponse, Port};

use super::log::What;
use super::world::{Awaited, Event, Shared, World};
use crate::base::Waiting;

pub(crate) struct BulkSimulatedPort {
    pub(crate) world: Shared,
}

impl BulkSimulatedPort {
    fn waiting(&self, wait: usize) -> Waiting<World> {
        Waiting { world: Rc::clone(&self.world), wait }
    }
}

fn cause(message: &str) -> Cause {
    Cause { name: "Error".to_owned(), code: None, message: message.to_owned() }
}

impl Port for BulkSimulatedPort {
    async fn token(&self, claims: Option<&str>) -> Result<String, Cause> {
        let (wait, answer) = {
            let world = &mut *self.world.borrow_mut();
            let timeout_ms = world.scenario.timeout_ms();
            let trouble = world.base.random.chance(world.scenario.token_trouble_percent);
            let quick_ms = match world.scenario.network {
                Some(_) => 0,
                None => world.random.one_of(&[0, 0, 0, 1, 40.min(timeout_ms / 4)]),
            };
            let wait = world.waits.begin(Awaited::Token);
            world.token_asked_ms = world.clock.now_ms;
            world.note(What::TokenAsked { claims: claims.is_some() });
            let (after_ms, answer) = match if trouble { world.random.below(5) } else { 9 } {
                0 => (None, Err(cause("never"))),
                1 => (Some(quick_ms), Err(cause("no token"))),
                2 => (Some(quick_ms), Ok("two words".to_owned())),
                3 | 4 => (Some(world.random.below(timeout_ms * 2)), Ok("late-token".to_owned())),
                _ => (Some(quick_ms), Ok("some-token".to_owned())),
            };
            if let Some(after_ms) = after_ms {
                world.clock.schedule(after_ms, Event::Ready(wait));
            }
            (wait, answer)
        };
        self.waiting(wait).await;
        self.world.borrow_mut().note(match &answer {
            Ok(token) => What::TokenGiven { usable: !token.contains(' ') },
            Err(_) => What::TokenFailed,
        });
        answer
    }

    fn can_answer_claims(&self) -> bool {
        self.world.borrow().scenario.can_answer_claims
    }

    async fn send(&self, request: &HttpRequest) -> Result<HttpResponse, Cause> {
        let (wait, exchange) = self.world.borrow_mut().send(request.clone());
        self.waiting(wait).await;
        let world = &mut *self.world.borrow_mut();
        let result = world.exchanges[exchange].result.take().unwrap();
        if result.is_ok() {
            world.exchanges[exchange].answered_ms = Some((world.clock.now_ms, world.client_time_ms()));
        }
        world.note(match &result {
            Ok(_) => What::Answered(exchange),
            Err(_) => What::SendFailed(exchange),
        });
        result
    }

    async fn sleep(&self, duration_ms: u64) {
        let wait = {
            let world = &mut *self.world.borrow_mut();
            let wait = world.waits.begin(Awaited::Timer);
            world.clock.schedule(duration_ms, Event::Ready(wait));
            wait
        };
        self.waiting(wait).await;
    }

    async fn aborted(&self) {
        poll_fn(|context| self.world.borrow_mut().poll_aborted(context)).await;
    }

    fn is_aborted(&self) -> bool {
        self.world.borrow().aborted
    }

    fn now_ms(&self) -> u64 {
        self.world.borrow().client_time_ms()
    }

    fn random(&self) -> u32 {
        self.world.borrow_mut().random.bits()
    }

    fn attempt_ended(&self, attempt: &Attempt) {
        self.world.borrow_mut().note(What::AttemptEnded(attempt.clone()));
    }
}

impl BulkPort for BulkSimulatedPort {
    async fn next(&self) -> Result<Option<String>, Cause> {
        let (wait, index) = {
            let world = &mut *self.world.borrow_mut();
            let index = world.asked_of_source;
            world.asked_of_source += 1;
            world.note(What::ReadBegun);
            let source = world.scenario.source;
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
        if world.scenario.source.fails_at == Some(index) {
            world.note(What::SourceFailed);
            return Err(cause("the source failed"));
        }
        let text = world.scenario.requests.get(index).map(|request| request.text.clone());
        world.note(if text.is_some() { What::Read(index) } else { What::SourceEnded });
        Ok(text)
    }

    fn elapsed_ms(&self) -> u64 {
        self.world.borrow().clock.now_ms
    }

    fn total(&self) -> Option<u64> {
        let world = self.world.borrow();
        world.scenario.source.knows_total.then_some(world.scenario.requests.len() as u64)
    }

    fn emit(&self, outcome: ChatOutcome) {
        self.world.borrow_mut().emit(outcome);
    }

    fn undelivered(&self) -> usize {
        self.world.borrow().undelivered
    }

    async fn taken(&self) {
        poll_fn(|context| self.world.borrow_mut().poll_taken(context)).await;
    }

    fn progressed(&self, progress: &BulkProgress) {
        self.world.borrow_mut().note(What::Progress(progress.clone()));
    }
}
