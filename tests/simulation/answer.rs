//! Answers of Graph, and of what stands before it: status, headers and body, and beside them the facts of what they say.

use msgraph_chats::{Headers, HttpRequest, HttpResponse};

use crate::facts::{Asked, Facts, Making, RequestId, Says};
use crate::graph::Graph;
use crate::random::Random;
use crate::scenario::Scenario;
use crate::weather::faults::Strike;
use crate::{bodies, headers, locations};

/// Who asks, and when.
#[derive(Clone, Copy)]
pub(crate) struct Asking<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) graph: &'a Graph,
    pub(crate) request: &'a HttpRequest,
    /// Which request of the run it is about.
    pub(crate) index: usize,
    pub(crate) exchange: usize,
    pub(crate) graph_time_ms: u64,
    pub(crate) now_ms: u64,
    /// The tokens that it may repeat.
    pub(crate) tokens: &'a [String],
}

/// What an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Success,
    Throttled,
    Unavailable,
    UnavailableWithoutTime,
    ServerError,
    Challenge,
    Unauthorized,
    Refused,
    Redirect,
    NoContent,
    AcceptedNowhere,
    AcceptedElsewhere,
    Unreadable,
    OddStatus,
}

impl Kind {
    pub(crate) const FAULTS: [Kind; 13] = [
        Kind::Throttled,
        Kind::Unavailable,
        Kind::UnavailableWithoutTime,
        Kind::ServerError,
        Kind::Challenge,
        Kind::Unauthorized,
        Kind::Refused,
        Kind::Redirect,
        Kind::NoContent,
        Kind::AcceptedNowhere,
        Kind::AcceptedElsewhere,
        Kind::Unreadable,
        Kind::OddStatus,
    ];

    pub(crate) fn draw(random: &mut Random, scenario: &Scenario) -> Self {
        if random.chance(scenario.fault_percent) { Self::fault(random, scenario) } else { Kind::Success }
    }

    /// The kinds that a call goes on after come more often, so that calls grow long.
    pub(crate) fn fault(random: &mut Random, scenario: &Scenario) -> Self {
        match (scenario.favourite, random.below(4)) {
            (Some(kind), 0..3) => kind,
            (None, 0) => random.one_of(&[Kind::Throttled, Kind::Unavailable]),
            (None, 1) => random.one_of(&[Kind::ServerError, Kind::Challenge, Kind::UnavailableWithoutTime]),
            _ => random.one_of(&Self::FAULTS),
        }
    }
}

/// An answer, what it is, and whether a chat is made.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    pub(crate) facts: Facts,
    pub(crate) making: Making,
}

impl Answer {
    /// One that says nothing but its status.
    fn bare(label: &'static str, status: u16) -> Self {
        let facts = Facts::of(label, status);
        Self { headers: Vec::new(), body: String::new(), facts, making: Making::Never }
    }

    /// The same, perhaps with a request id.
    pub(crate) fn new(random: &mut Random, asking: &Asking<'_>, label: &'static str, status: u16) -> Self {
        let mut answer = Self::bare(label, status);
        // The id of an opaque redirect is not shown.
        if status != 0 && random.chance(70) {
            let id = format!("request-{}", asking.exchange);
            answer.headers.push((random.pick(&["request-id", "Request-Id"]).to_owned(), id.clone()));
            answer.facts.request_id = RequestId::Shown(id);
        }
        answer
    }

    pub(crate) fn response(&self) -> HttpResponse {
        let Self { headers, body, facts, .. } = self;
        HttpResponse { status: facts.status, headers: Headers::new(headers.clone()), body: body.clone() }
    }

    /// 429, and how many seconds to wait.
    pub(crate) fn throttled(wait_s: Option<u64>) -> Self {
        let mut answer = Self::bare("429", 429);
        if let Some(seconds) = wait_s {
            answer.headers.push(("Retry-After".to_owned(), seconds.to_string()));
            answer.facts.retry_after = Asked::Ms(seconds * 1_000);
        }
        answer
    }

    /// Refused as a whole, or not answered for by Graph's gateway.
    pub(crate) fn struck(strike: Option<Strike>) -> Self {
        match strike {
            Some(Strike::Whole(503, wait_s)) => {
                let mut answer = Self::throttled(Some(wait_s));
                (answer.facts.label, answer.facts.status) = ("503 with Retry-After", 503);
                answer
            }
            Some(Strike::Whole(_, wait_s)) => Self::throttled(Some(wait_s)),
            _ => Self::bare("5xx, not made", 504),
        }
    }

    /// To a creation.
    pub(crate) fn to_creation(random: &mut Random, asking: &Asking<'_>) -> Self {
        match Kind::draw(random, asking.scenario) {
            Kind::Success => Self::success(random, asking),
            kind => Self::fault(random, asking, kind),
        }
    }

    fn success(random: &mut Random, asking: &Asking<'_>) -> Self {
        let id = asking.scenario.chat_id(asking.index, asking.exchange);
        if asking.scenario.is_measured() {
            let mut answer = Self::bare("201", 201);
            (answer.body, answer.making) = (format!(r#"{{"id":"{id}"}}"#), Making::Now);
            answer.facts.says = Says::Chat { id, text: String::new() };
            return answer;
        }
        if asking.scenario.fault_percent > 0 && random.chance(15) {
            let (location, places) = locations::draw(random, asking.scenario);
            let label = if places.is_some() { "202" } else { "202 to another origin" };
            let mut answer = Self::new(random, asking, label, 202);
            answer.making = if random.chance(50) { Making::Now } else { Making::Later(random.below(60_000)) };
            answer.headers.push(("location".to_owned(), location.clone()));
            if let Some(places) = places {
                let chat_id = locations::chat_id(&location);
                answer.facts.says = Says::Operation { location, chat_id, places };
            }
            return answer;
        }
        let existed = asking.graph.has(asking.index, &id);
        let (label, status) =
            if existed { ("the chat that was there", random.one_of(&[200, 201])) } else { ("201", 201) };
        let mut answer = Self::new(random, asking, label, status);
        answer.says_chat(random, asking, id);
        answer
    }

    fn says_chat(&mut self, random: &mut Random, asking: &Asking<'_>, id: String) {
        self.body = bodies::chat(random, &id, asking);
        self.facts.says = Says::Chat { id, text: self.body.clone() };
        self.making = Making::Now;
    }

    /// A fault of a kind.
    pub(crate) fn fault(random: &mut Random, asking: &Asking<'_>, kind: Kind) -> Self {
        let host = asking.scenario.cloud_host;
        let (label, status) = match kind {
            Kind::Redirect => ("redirect", random.one_of(&[0, 300, 301, 302, 303, 304, 307, 308])),
            Kind::NoContent => ("204", 204),
            Kind::AcceptedNowhere => ("202 without Location", 202),
            Kind::AcceptedElsewhere => ("202 to another origin", 202),
            Kind::Unreadable => ("a 2xx without a chat", random.one_of(&[200, 201])),
            Kind::OddStatus => (
                "a status that Graph does not use",
                random.one_of(&[100, 199, 203, 205, 206, 226, 299, 600, 999]),
            ),
            _ => return Self::failure(random, asking, kind),
        };
        let mut answer = Self::new(random, asking, label, status);
        answer.making = perhaps(random, asking.scenario);
        let id = asking.scenario.chat_id(asking.index, asking.exchange);
        match kind {
            Kind::Redirect if status != 0 => {
                let own = format!("{}/v1.0/chats", asking.scenario.root);
                let to = if random.chance(50) { locations::elsewhere(random, host) } else { own };
                answer.headers.push(("Location".to_owned(), to));
            }
            Kind::AcceptedElsewhere => {
                answer.headers.push(("Location".to_owned(), locations::elsewhere(random, host)));
            }
            Kind::Unreadable => {
                let chat = bodies::chat(random, &id, asking);
                answer.body = bodies::without_chat(random, &chat);
            }
            Kind::OddStatus if (200..=299).contains(&status) => {
                answer.facts.label = "another 2xx with a chat";
                answer.says_chat(random, asking, id);
            }
            Kind::OddStatus => answer.body = bodies::chat(random, &id, asking),
            _ => {}
        }
        answer
    }

    /// Refusals and failures, of creations and polls alike.
    pub(crate) fn failure(random: &mut Random, asking: &Asking<'_>, kind: Kind) -> Self {
        let (label, status) = match kind {
            Kind::Throttled => ("429", 429),
            Kind::Unavailable => ("503 with Retry-After", 503),
            Kind::UnavailableWithoutTime => ("503 without Retry-After", 503),
            Kind::ServerError => ("", random.one_of(&[500, 501, 502, 504, 504, 505, 507, 509, 599])),
            Kind::Challenge => ("401 with claims", 401),
            Kind::Unauthorized => ("401 without claims", 401),
            _ if random.chance(20) => {
                ("4xx", random.one_of(&[408, 415, 416, 422, 423, 425, 428, 431, 451, 499]))
            }
            _ => ("4xx", random.one_of(&[400, 400, 402, 403, 403, 404, 405, 406, 409, 410, 411, 412, 413])),
        };
        let mut answer = Self::new(random, asking, label, status);
        let asks = kind != Kind::Refused || random.chance(20);
        let (headers, form, asked) = match kind {
            Kind::Unavailable => headers::usable_retry_after(random, asking),
            Kind::UnavailableWithoutTime => headers::unusable_retry_after(random, asking),
            Kind::Throttled | Kind::ServerError | Kind::Refused if asks => {
                headers::retry_after(random, asking)
            }
            _ => (Vec::new(), "", Asked::Nothing),
        };
        if matches!(kind, Kind::UnavailableWithoutTime | Kind::ServerError) {
            answer.making = perhaps(random, asking.scenario);
        }
        if kind == Kind::ServerError {
            let is_made = answer.making != Making::Never;
            answer.facts.label = if is_made { "5xx, made" } else { "5xx, not made" };
        }
        if kind == Kind::Challenge {
            let (header, claims) = headers::challenge(random);
            answer.headers.push(("WWW-Authenticate".to_owned(), header));
            answer.facts.claims = Some(claims);
        }
        if kind == Kind::Unauthorized {
            let header = headers::no_challenge(random);
            answer.headers.extend(header.map(|header| ("www-authenticate".to_owned(), header)));
        }
        answer.headers.extend(headers);
        let facts = &mut answer.facts;
        (facts.retry_after, facts.retry_after_form) = (asked, form);
        let request_id;
        (answer.body, request_id) = bodies::error(random, asking, status);
        // The header counts first.
        if facts.request_id == RequestId::Hidden {
            facts.request_id = request_id;
        }
        answer
    }
}

/// Whether a chat is made all the same, and when.
fn perhaps(random: &mut Random, scenario: &Scenario) -> Making {
    match random.below(5) {
        0 | 1 => Making::Never,
        2 => Making::Later(random.below(scenario.timeout_ms().saturating_mul(4))),
        _ => Making::Now,
    }
}
