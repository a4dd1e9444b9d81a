//! One HTTP request on its way: whether it reaches Graph, and whether an answer comes back.

use msgraph_chats::{Cause, HttpRequest, HttpResponse};

use super::facts::{Making, Meaning};
use super::graph::items_of;
use super::log::What;
use super::world::{Awaited, Event, World};
use crate::exchange::Fate;

/// A request on its way.
pub(crate) struct Exchange {
    pub(crate) request: HttpRequest,
    /// The requests in it, in order.
    pub(crate) items: Vec<usize>,
    pub(crate) sent_ms: u64,
    /// When the token for it was asked for, which is when its time began.
    pub(crate) began_ms: u64,
    pub(crate) result: Option<Result<HttpResponse, Cause>>,
    pub(crate) meanings: Vec<Meaning>,
    pub(crate) labels: Vec<&'static str>,
    pub(crate) status: u16,
    /// When the client had the answer, since the run began and by its own clock.
    pub(crate) answered_ms: Option<(u64, u64)>,
    pub(crate) recalled: bool,
    fate: Fate,
    wait: usize,
}

impl World {
    /// Puts a request on its way; gives the wait for its answer, and its number.
    pub(crate) fn send(&mut self, request: HttpRequest) -> (usize, usize) {
        let timeout_ms = self.scenario.timeout_ms();
        let fate = match self.scenario.network {
            Some(network) => {
                let (to_ms, back_ms) = network.trips_ms(&mut self.base.random);
                Fate::Answered { to_ms, back_ms }
            }
            None => Fate::draw(&mut self.base.random, self.scenario.network_trouble_percent, timeout_ms),
        };
        let exchange = self.exchanges.len();
        let wait = self.waits.begin(Awaited::Answer(exchange));
        let mut result = None;
        match fate {
            Fate::RequestLost => {}
            Fate::RequestBroken { after_ms } => {
                result = Some(Err(broken()));
                self.clock.schedule(after_ms, Event::Ready(wait));
            }
            Fate::Answered { to_ms, .. } | Fate::AnswerLost { to_ms } | Fate::AnswerBroken { to_ms, .. } => {
                self.clock.schedule(to_ms, Event::Arrive(exchange));
            }
        }
        self.exchanges.push(Exchange {
            items: items_of(&request),
            request,
            sent_ms: self.clock.now_ms,
            began_ms: self.token_asked_ms,
            result,
            meanings: Vec::new(),
            labels: Vec::new(),
            status: 0,
            answered_ms: None,
            recalled: false,
            fate,
            wait,
        });
        self.note(What::Sent(exchange));
        (wait, exchange)
    }

    pub(crate) fn arrive(&mut self, number: usize) {
        if self.exchanges[number].recalled {
            return;
        }
        let (time_ms, now_ms) = (self.graph_time_ms(), self.clock.now_ms);
        let Self { base, graph, scenario, exchanges, .. } = self;
        let outer = graph.answer(&mut base.random, scenario, &exchanges[number], number, time_ms, now_ms);
        self.note(What::Arrived(outer.label));
        let exchange = &mut self.exchanges[number];
        exchange.status = outer.response.status;
        exchange.meanings = outer.meanings;
        exchange.labels = outer.labels;
        let items = exchange.items.clone();
        let fate = exchange.fate;
        let wait = exchange.wait;
        for (index, making) in items.into_iter().zip(outer.makings) {
            match making {
                Making::Never => {}
                Making::Now => self.make_chat(index, number),
                Making::Later(delay_ms) => {
                    self.clock.schedule(delay_ms, Event::MakeChat { index, exchange: number });
                }
            }
        }
        let (result, back_ms) = match fate {
            Fate::Answered { back_ms, .. } => (Ok(outer.response), back_ms),
            Fate::AnswerBroken { back_ms, .. } => (Err(broken()), back_ms),
            Fate::AnswerLost { .. } | Fate::RequestLost | Fate::RequestBroken { .. } => return,
        };
        if self.waits.is_waiting(wait) {
            self.exchanges[number].result = Some(result);
            self.clock.schedule(back_ms, Event::Ready(wait));
        }
    }

    pub(crate) fn make_chat(&mut self, index: usize, exchange: usize) {
        if self.graph.make(self.scenario.kind(index), index, exchange) {
            self.note(What::ChatMade(index));
        }
    }
}

fn broken() -> Cause {
    Cause { name: "TypeError".to_owned(), code: None, message: "fetch failed".to_owned() }
}
