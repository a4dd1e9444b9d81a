//! One request on its way: whether it reaches Graph, and whether an answer comes back.

use std::ops::{Deref, DerefMut};

use msgraph_chats::{Cause, HttpRequest, HttpResponse};

use crate::log::What;
use crate::random::Random;
use crate::world::{Awaited, Event, Side, World};

pub(crate) struct Exchange<Known> {
    pub(crate) request: HttpRequest,
    pub(crate) sent_ms: u64,
    /// The client gave up before the request had left it.
    pub(crate) recalled: bool,
    /// What the client will be given.
    pub(crate) result: Option<Result<HttpResponse, Cause>>,
    /// When the client had the answer, since the run began and by its own clock.
    pub(crate) answered_ms: Option<(u64, u64)>,
    known: Known,
    fate: Fate,
    wait: usize,
}

impl<Known> Deref for Exchange<Known> {
    type Target = Known;

    fn deref(&self) -> &Known {
        &self.known
    }
}

impl<Known> DerefMut for Exchange<Known> {
    fn deref_mut(&mut self) -> &mut Known {
        &mut self.known
    }
}

#[derive(Clone, Copy)]
pub(crate) enum Fate {
    Answered { to_ms: u64, back_ms: u64 },
    AnswerLost { to_ms: u64 },
    AnswerBroken { to_ms: u64, back_ms: u64 },
    RequestLost,
    RequestBroken { after_ms: u64 },
}

impl Fate {
    pub(crate) fn draw(random: &mut Random, trouble_percent: u64, timeout_ms: u64) -> Self {
        let to_ms = latency(random, timeout_ms);
        let back_ms = latency(random, timeout_ms);
        if !random.chance(trouble_percent) {
            let quick_ms = (timeout_ms / 3).clamp(1, 100);
            return Fate::Answered { to_ms: random.below(quick_ms), back_ms: random.below(quick_ms) };
        }
        match random.below(8) {
            0 => Fate::AnswerLost { to_ms },
            1 | 2 => Fate::AnswerBroken { to_ms, back_ms },
            3 => Fate::RequestLost,
            4 => Fate::RequestBroken { after_ms: back_ms },
            _ => Fate::Answered { to_ms, back_ms },
        }
    }
}

/// From none at all to beyond the time limit, and just at it.
fn latency(random: &mut Random, timeout_ms: u64) -> u64 {
    match random.below(8) {
        0 => 0,
        1 => timeout_ms,
        2 => timeout_ms.saturating_sub(1),
        3 => random.below(timeout_ms.saturating_mul(3)),
        4 => random.below(timeout_ms),
        _ => random.below((timeout_ms / 3).clamp(1, 300)),
    }
}

impl<S: Side> World<S> {
    /// Puts a request on its way; gives the wait for its answer, and its number.
    pub(crate) fn send(&mut self, request: HttpRequest) -> (usize, usize) {
        let fate = self.side.fate(&mut self.random, &request);
        let exchange = self.exchanges.len();
        let wait = self.waits.begin(Awaited::Answer(exchange));
        let mut result = None;
        match fate {
            Fate::RequestLost => {}
            Fate::RequestBroken { after_ms } => {
                result = Some(Err(self.side.network_error(&mut self.random)));
                self.clock.schedule(after_ms, Event::Ready(wait));
            }
            Fate::Answered { to_ms, .. } | Fate::AnswerLost { to_ms } | Fate::AnswerBroken { to_ms, .. } => {
                self.clock.schedule(to_ms, Event::Arrive(exchange));
            }
        }
        self.exchanges.push(Exchange {
            known: self.side.know(&request),
            request,
            sent_ms: self.clock.now_ms,
            recalled: false,
            result,
            answered_ms: None,
            fate,
            wait,
        });
        self.note(What::Sent { exchange });
        (wait, exchange)
    }

    /// A request reaches Graph, if it was not held back.
    pub(crate) fn arrive(&mut self, exchange: usize) {
        if self.exchanges[exchange].recalled {
            return;
        }
        let response = S::answer(self, exchange);
        let (result, back_ms) = match self.exchanges[exchange].fate {
            Fate::Answered { back_ms, .. } => (Ok(response), back_ms),
            Fate::AnswerBroken { back_ms, .. } => (Err(self.side.network_error(&mut self.random)), back_ms),
            Fate::AnswerLost { .. } | Fate::RequestLost | Fate::RequestBroken { .. } => return,
        };
        let wait = self.exchanges[exchange].wait;
        if self.waits.is_waiting(wait) {
            self.exchanges[exchange].result = Some(result);
            self.clock.schedule(back_ms, Event::Ready(wait));
        }
    }
}
