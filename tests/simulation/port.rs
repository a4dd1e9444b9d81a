//! The port over the simulated world.

use std::cell::Cell;
use std::rc::Rc;

use msgraph_chats::{Attempt, Cause, HttpRequest, HttpResponse, Port};

use crate::log::What;
use crate::world::{Awaited, Event, Shared, Waiting};

pub(crate) struct SimulatedPort {
    pub(crate) world: Shared,
}

impl SimulatedPort {
    pub(crate) fn new(world: &Shared) -> Self {
        Self { world: Rc::clone(world) }
    }

    pub(crate) fn waiting(&self, wait: usize) -> Waiting {
        Waiting { world: Rc::clone(&self.world), wait }
    }
}

impl Port for SimulatedPort {
    async fn token(&self, claims: Option<&str>) -> Result<String, Cause> {
        let (wait, answer) = {
            let world = &mut *self.world.borrow_mut();
            world.token_asked_ms = world.clock.now_ms;
            let asked = world.provider.ask(&mut world.random, &world.scenario, world.token_asked_ms, claims);
            let wait = world.waits.begin(Awaited::Token);
            world.note(What::TokenAsked(claims.map(str::to_owned)));
            if let Some(after_ms) = asked.after_ms {
                world.clock.schedule(after_ms, Event::Ready(wait));
            }
            (wait, asked.answer)
        };
        self.waiting(wait).await;
        let world = &mut *self.world.borrow_mut();
        match &answer {
            Ok(token) => {
                world.provider.gave(token);
                world.note(What::TokenGiven(token.clone()));
            }
            Err(_) => world.note(What::TokenFailed),
        }
        answer
    }

    fn can_answer_claims(&self) -> bool {
        self.world.borrow().scenario.can_answer_claims
    }

    async fn send(
        &self,
        request: &HttpRequest,
        head: &Cell<Option<HttpResponse>>,
    ) -> Result<HttpResponse, Cause> {
        let (wait, exchange) = self.world.borrow_mut().send(request.clone());
        self.waiting(wait).await;
        let rest = self.world.borrow_mut().read_head(exchange, head);
        if let Some(wait) = rest {
            self.waiting(wait).await;
        }
        let world = &mut *self.world.borrow_mut();
        let result = world.exchanges[exchange].result.take().unwrap();
        if result.is_ok() || world.exchanges[exchange].answered_ms.is_some() {
            world.mark_answered(exchange);
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
            if world.is_of_one() {
                world.note(What::SleepBegun(duration_ms));
            }
            let late_ms = match world.scenario.timers_late_ms {
                0 => 0,
                most_ms => world.random.below(most_ms + 1),
            };
            world.clock.schedule(duration_ms.saturating_add(late_ms), Event::Ready(wait));
            wait
        };
        self.waiting(wait).await;
    }

    async fn aborted(&self) {
        std::future::poll_fn(|context| self.world.borrow_mut().poll_aborted(context)).await;
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
