//! One request on its way: whether it reaches Graph, and whether an answer comes back.

use msgraph_chats::{Cause, HttpRequest, HttpResponse, Method};

use crate::facts::{Facts, Making};
use crate::log::What;
use crate::random::Random;
use crate::replies::{Asking, Reply};
use crate::world::{Awaited, Event, World};
use crate::{polls, replies};

pub(crate) struct Exchange {
    pub(crate) request: HttpRequest,
    pub(crate) sent_ms: u64,
    /// The client gave up before the request had left it.
    pub(crate) recalled: bool,
    /// What the client will be given.
    pub(crate) result: Option<Result<HttpResponse, Cause>>,
    /// What Graph answered, if the request reached it.
    pub(crate) facts: Option<Facts>,
    /// When the client had the answer, since the run began and by its own clock.
    pub(crate) answered_ms: Option<(u64, u64)>,
    /// Where the operation of a 202 must be polled, one place after the other.
    pub(crate) places: Option<Vec<String>>,
    fate: Fate,
    wait: usize,
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

impl World {
    /// Puts a request on its way; gives the wait for its answer, and its number.
    pub(crate) fn send(&mut self, request: HttpRequest) -> (usize, usize) {
        let fate =
            Fate::draw(&mut self.base.random, self.scenario.trouble_percent, self.scenario.timeout_ms());
        let exchange = self.exchanges.len();
        let wait = self.waits.begin(Awaited::Answer(exchange));
        let mut result = None;
        match fate {
            Fate::RequestLost => {}
            Fate::RequestBroken { after_ms } => {
                result = Some(Err(self.network_error()));
                self.clock.schedule(after_ms, Event::Ready(wait));
            }
            Fate::Answered { to_ms, .. } | Fate::AnswerLost { to_ms } | Fate::AnswerBroken { to_ms, .. } => {
                self.clock.schedule(to_ms, Event::Arrive(exchange));
            }
        }
        self.exchanges.push(Exchange {
            request,
            sent_ms: self.clock.now_ms,
            recalled: false,
            result,
            facts: None,
            answered_ms: None,
            places: None,
            fate,
            wait,
        });
        self.note(What::Sent { exchange });
        (wait, exchange)
    }

    /// A request reaches Graph, which does something and answers, or would.
    pub(crate) fn arrive(&mut self, exchange: usize) {
        if self.exchanges[exchange].recalled {
            return;
        }
        let url = self.exchanges[exchange].request.url.clone();
        let asking = Asking {
            url: &url,
            scenario: &self.scenario,
            exchange,
            graph_time_ms: self.graph_time_ms(),
            now_ms: self.clock.now_ms,
            tokens: self.provider.remembered(),
        };
        let Reply { response, facts, making, places } = match self.exchanges[exchange].request.method {
            Method::Post => replies::to_creation(&asking, &mut self.base.random, &self.graph),
            Method::Get => polls::answer(&asking, &mut self.base.random, &self.graph),
        };
        self.note(What::Arrived { exchange, label: facts.label });
        self.exchanges[exchange].facts = Some(facts);
        self.exchanges[exchange].places = places;
        match making {
            Making::Never => {}
            Making::Now => self.make_chat(exchange),
            Making::Later(delay_ms) => self.clock.schedule(delay_ms, Event::MakeChat(exchange)),
        }
        let (result, back_ms) = match self.exchanges[exchange].fate {
            Fate::Answered { back_ms, .. } => (Ok(response), back_ms),
            Fate::AnswerBroken { back_ms, .. } => (Err(self.network_error()), back_ms),
            Fate::AnswerLost { .. } | Fate::RequestLost | Fate::RequestBroken { .. } => return,
        };
        let wait = self.exchanges[exchange].wait;
        if self.waits.is_waiting(wait) {
            self.exchanges[exchange].result = Some(result);
            self.clock.schedule(back_ms, Event::Ready(wait));
        }
    }

    pub(crate) fn make_chat(&mut self, exchange: usize) {
        if let Some(id) = self.graph.make(exchange) {
            self.note(What::ChatMade { exchange, id });
        }
    }

    /// What environments throw: it may quote the request, token and people included.
    fn network_error(&mut self) -> Cause {
        let quoted = self.scenario.quote(&mut self.base.random, self.provider.remembered());
        Cause {
            name: "TypeError".to_owned(),
            code: self.random.chance(50).then(|| "ECONNRESET".to_owned()),
            message: format!("fetch failed: {quoted}"),
        }
    }
}
