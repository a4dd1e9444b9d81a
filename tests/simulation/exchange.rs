//! One request on its way: whether it reaches Graph, and whether an answer comes back.

use std::cell::Cell;

use msgraph_chats::{Cause, HttpRequest, HttpResponse};

use crate::facts::{Facts, RequestId, Says};
use crate::graph::items_of;
use crate::log::What;
use crate::outer::Told;
use crate::random::Random;
use crate::world::{Awaited, Event, World};

pub(crate) struct Exchange {
    pub(crate) request: HttpRequest,
    /// The requests in it, in order.
    pub(crate) items: Vec<usize>,
    /// When the token for it was asked for, which is when its time began.
    pub(crate) began_ms: u64,
    pub(crate) sent_ms: u64,
    /// The client gave up before the request had left it.
    pub(crate) recalled: bool,
    /// Status and headers, where the client will be given them without their body.
    pub(crate) head: Option<HttpResponse>,
    /// What the client will be given.
    pub(crate) result: Option<Result<HttpResponse, Cause>>,
    /// What Graph answered if the request reached it, and told each request in it.
    pub(crate) status: u16,
    pub(crate) told: Vec<Told>,
    /// When the client had the answer, or its head and waited no longer for the rest, since the run began and by its own clock.
    pub(crate) answered_ms: Option<(u64, u64)>,
    fate: Fate,
    wait: usize,
}

impl Exchange {
    /// What the only request in it was told, or each one where all are told the same.
    pub(crate) fn facts(&self) -> Option<&Facts> {
        self.told.first()?.facts.as_ref()
    }

    /// What its answer asks to wait, by the client's clock when it had it.
    pub(crate) fn asked_ms(&self) -> Option<u64> {
        self.facts()?.retry_after.ms(self.answered_ms?.1)
    }

    /// When the rest of its answer breaks off, after the head.
    pub(crate) fn breaks_after_ms(&self) -> Option<u64> {
        match self.fate {
            Fate::BodyLost { breaks_after_ms, .. } => breaks_after_ms,
            _ => None,
        }
    }

    /// The body of its answer does not arrive, nor what it would have told.
    fn lose_body(&mut self, answer: HttpResponse) {
        let is_read_in_parts = self.request.url.ends_with("/$batch") && (200..=299).contains(&answer.status);
        for told in &mut self.told {
            told.label = "no body";
            told.facts = told.facts.take().filter(|_| !is_read_in_parts);
            let Some(facts) = &mut told.facts else { continue };
            if !matches!(facts.says, Says::Operation { .. }) {
                facts.says = Says::Nothing;
            }
            if answer.headers.get("request-id").is_none() {
                facts.request_id = RequestId::Hidden;
            }
        }
        self.head = Some(HttpResponse { body: String::new(), ..answer });
    }

    /// A header that it has once.
    pub(crate) fn header(&self, wanted: &str) -> Option<&str> {
        let headers = self.request.headers.iter();
        let mut values = headers.filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
        values.next().filter(|_| values.next().is_none()).map(|(_, value)| value.as_str())
    }
}

#[derive(Clone, Copy)]
pub(crate) enum Fate {
    Answered {
        to_ms: u64,
        back_ms: u64,
    },
    AnswerLost {
        to_ms: u64,
    },
    AnswerBroken {
        to_ms: u64,
        back_ms: u64,
    },
    /// Status and headers come, and the body breaks off so much later, or never does.
    BodyLost {
        to_ms: u64,
        back_ms: u64,
        breaks_after_ms: Option<u64>,
    },
    RequestLost,
    RequestBroken {
        after_ms: u64,
    },
}

impl Fate {
    fn draw(random: &mut Random, trouble_percent: u64, timeout_ms: u64) -> Self {
        let to_ms = latency(random, timeout_ms);
        let back_ms = latency(random, timeout_ms);
        if !random.chance(trouble_percent) {
            let quick_ms = (timeout_ms / 3).clamp(1, 100);
            return Fate::Answered { to_ms: random.below(quick_ms), back_ms: random.below(quick_ms) };
        }
        match random.below(10) {
            8 => Fate::BodyLost { to_ms, back_ms, breaks_after_ms: None },
            9 => Fate::BodyLost { to_ms, back_ms, breaks_after_ms: Some(latency(random, timeout_ms)) },
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

/// A network on which everything takes a time that is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Network {
    pub(crate) round_trip_ms: u64,
    /// So much of it is chance, a hundredth part; one in fifty takes up to four times that longer.
    pub(crate) jitter_percent: u64,
}

impl Network {
    fn trip_ms(self, random: &mut Random) -> u64 {
        let chance_ms = self.round_trip_ms * self.jitter_percent / 100;
        let late_ms = if random.chance(2) { random.below(4 * chance_ms + 1) } else { 0 };
        (self.round_trip_ms - chance_ms / 2 + random.below(chance_ms + 1) + late_ms).max(2)
    }

    /// There and back.
    fn trips_ms(self, random: &mut Random) -> (u64, u64) {
        let trip_ms = self.trip_ms(random);
        (trip_ms / 2, trip_ms.div_ceil(2))
    }
}

impl World {
    /// Puts a request on its way; gives the wait for its answer, and its number.
    pub(crate) fn send(&mut self, request: HttpRequest) -> (usize, usize) {
        let fate = self.fate(&request);
        let exchange = self.exchanges.len();
        let wait = self.waits.begin(Awaited::Answer(exchange));
        let mut result = None;
        match fate {
            Fate::RequestLost => {}
            Fate::RequestBroken { after_ms } => {
                result = Some(Err(self.network_error()));
                self.clock.schedule(after_ms, Event::Ready(wait));
            }
            Fate::Answered { to_ms, .. }
            | Fate::AnswerLost { to_ms }
            | Fate::AnswerBroken { to_ms, .. }
            | Fate::BodyLost { to_ms, .. } => {
                self.clock.schedule(to_ms, Event::Arrive(exchange));
            }
        }
        self.exchanges.push(Exchange {
            items: items_of(&request),
            request,
            began_ms: self.token_asked_ms,
            sent_ms: self.clock.now_ms,
            recalled: false,
            head: None,
            result,
            status: 0,
            told: Vec::new(),
            answered_ms: None,
            fate,
            wait,
        });
        self.note(What::Sent(exchange));
        (wait, exchange)
    }

    fn fate(&mut self, request: &HttpRequest) -> Fate {
        let scenario = &self.scenario;
        if let Some(network) = scenario.network {
            let (to_ms, back_ms) = network.trips_ms(&mut self.random);
            return Fate::Answered { to_ms, back_ms };
        }
        let creates = request.body.as_ref().is_some_and(|body| body.contains("user@odata.bind"));
        let percent = if creates { scenario.trouble_percent } else { scenario.list_trouble_percent };
        Fate::draw(&mut self.random, percent, scenario.timeout_ms())
    }

    /// What environments throw when a request or its answer gets lost. It may quote the request, token and people included.
    fn network_error(&mut self) -> Cause {
        // Where tokens change while many requests are under way, nobody remembers them all.
        let tokens = if self.lists.is_some() { &[][..] } else { &self.provider.remembered };
        let quoted = self.scenario.quote(&mut self.random, tokens);
        Cause {
            name: "TypeError".to_owned(),
            code: self.random.chance(50).then(|| "ECONNRESET".to_owned()),
            message: format!("fetch failed: {quoted}"),
        }
    }

    /// The client has the answer, or what it will have of it.
    pub(crate) fn mark_answered(&mut self, exchange: usize) {
        self.exchanges[exchange].answered_ms = Some((self.clock.now_ms, self.client_time_ms()));
    }

    /// The client reads status and headers where the body does not come with them; gives the wait for that.
    pub(crate) fn read_head(&mut self, exchange: usize, head: &Cell<Option<HttpResponse>>) -> Option<usize> {
        let arrived = self.exchanges[exchange].head.take()?;
        head.set(Some(arrived));
        self.mark_answered(exchange);
        let wait = self.waits.begin(Awaited::Answer(exchange));
        if let Some(after_ms) = self.exchanges[exchange].breaks_after_ms() {
            self.clock.schedule(after_ms, Event::Ready(wait));
        }
        self.note(What::HeadArrived(exchange));
        Some(wait)
    }

    /// A request reaches Graph, if it was not held back.
    pub(crate) fn arrive(&mut self, exchange: usize) {
        if self.exchanges[exchange].recalled {
            return;
        }
        let response = self.answer(exchange);
        let (result, back_ms) = match self.exchanges[exchange].fate {
            Fate::Answered { back_ms, .. } => (Ok(response), back_ms),
            Fate::AnswerBroken { back_ms, .. } => (Err(self.network_error()), back_ms),
            Fate::BodyLost { back_ms, .. } => {
                self.exchanges[exchange].lose_body(response);
                (Err(self.network_error()), back_ms)
            }
            Fate::AnswerLost { .. } | Fate::RequestLost | Fate::RequestBroken { .. } => return,
        };
        let wait = self.exchanges[exchange].wait;
        if self.waits.is_waiting(wait) {
            self.exchanges[exchange].result = Some(result);
            self.clock.schedule(back_ms, Event::Ready(wait));
        }
    }
}
