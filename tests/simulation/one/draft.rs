//! Writing an answer: status, headers and body, and beside them the facts of what it says.

use msgraph_chats::{Headers, HttpResponse};

use crate::facts::{Facts, Making, RequestId, Says};
use crate::one::bodies;
use crate::one::graph::Graph;
use crate::one::headers::{self, RetryAfter};
use crate::one::locations;
use crate::one::replies::{Asking, Kind, Reply};
use crate::random::Random;

/// An answer being written.
pub(crate) struct Draft<'a> {
    pub(crate) asking: &'a Asking<'a>,
    pub(crate) label: &'static str,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    pub(crate) says: Says,
    pub(crate) making: Making,
    places: Option<Vec<String>>,
    retry_after: RetryAfter,
    claims: Option<String>,
    request_id: RequestId,
    chat_id: String,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(asking: &'a Asking<'a>, random: &mut Random, graph: &Graph) -> Self {
        let shown_id = random.chance(70).then(|| format!("request-{}", asking.exchange));
        let mut headers = Vec::new();
        headers.extend(
            shown_id.iter().map(|id| (random.pick(&["request-id", "Request-Id"]).to_owned(), id.clone())),
        );
        Self {
            asking,
            label: "",
            status: 0,
            headers,
            body: String::new(),
            says: Says::Nothing,
            making: Making::Never,
            places: None,
            retry_after: RetryAfter::none(),
            claims: None,
            request_id: shown_id.map_or(RequestId::Hidden, RequestId::Shown),
            chat_id: graph.chat_id(asking.exchange),
        }
    }

    pub(crate) fn finish(self) -> Reply {
        let Self {
            label,
            status,
            mut headers,
            body,
            says,
            making,
            places,
            retry_after,
            claims,
            request_id,
            ..
        } = self;
        headers.extend(retry_after.headers);
        let facts = Facts {
            label,
            status,
            says,
            retry_after: retry_after.asked,
            retry_after_form: retry_after.form,
            not_before_ms: retry_after.not_before_ms,
            claims,
            request_id,
        };
        let response = HttpResponse { status, headers: Headers::new(headers), body };
        Reply { response, facts, making, places }
    }

    pub(crate) fn perhaps(&self, random: &mut Random) -> Making {
        match random.below(5) {
            0 | 1 => Making::Never,
            2 => Making::Later(random.below(self.asking.scenario.timeout_ms().saturating_mul(4))),
            _ => Making::Now,
        }
    }

    pub(crate) fn created(&mut self, random: &mut Random, graph: &Graph) {
        let existed = graph.chats.iter().any(|chat| chat.id == self.chat_id);
        self.label = if existed { "the chat that was there" } else { "201" };
        self.status = if existed && random.chance(50) { 200 } else { 201 };
        self.body = bodies::chat(random, &self.chat_id, self.asking);
        self.says = Says::Chat { id: self.chat_id.clone(), text: self.body.clone() };
        self.making = Making::Now;
    }

    pub(crate) fn accepted(&mut self, random: &mut Random) {
        let (location, places) = locations::draw(random, self.asking.scenario);
        self.status = 202;
        self.making = if random.chance(50) { Making::Now } else { Making::Later(random.below(60_000)) };
        self.headers.push(("location".to_owned(), location.clone()));
        if places.is_some() {
            self.label = "202";
            self.says = Says::Operation { chat_id: locations::chat_id(&location), location };
            self.places = places;
        } else {
            self.label = "202 to another origin";
        }
    }

    pub(crate) fn pointless(&mut self, random: &mut Random, kind: Kind) {
        match kind {
            Kind::Redirect => {
                self.label = "redirect";
                self.status = random.one_of(&[0, 300, 301, 302, 303, 304, 307, 308]);
                let to = if random.chance(50) {
                    locations::elsewhere(random, self.asking.scenario.cloud_host)
                } else {
                    format!("{}/v1.0/chats", self.asking.scenario.root)
                };
                self.headers.push(("Location".to_owned(), to));
            }
            Kind::NoContent => {
                self.label = "204";
                self.status = 204;
            }
            Kind::AcceptedNowhere => {
                self.label = "202 without Location";
                self.status = 202;
            }
            _ => {
                self.label = "202 to another origin";
                self.status = 202;
                let to = locations::elsewhere(random, self.asking.scenario.cloud_host);
                self.headers.push(("Location".to_owned(), to));
            }
        }
        // The id of an opaque redirect is not shown either.
        if self.status == 0 {
            self.headers.clear();
            self.request_id = RequestId::Hidden;
        }
    }

    pub(crate) fn unreadable(&mut self, random: &mut Random, kind: Kind) {
        if kind == Kind::OddStatus {
            self.label = "a status that Graph does not use";
            self.status = random.one_of(&[100, 199, 203, 205, 206, 226, 299, 600, 999]);
            self.body = bodies::chat(random, &self.chat_id, self.asking);
            if (200..=299).contains(&self.status) {
                self.label = "another 2xx with a chat";
                self.says = Says::Chat { id: self.chat_id.clone(), text: self.body.clone() };
                self.making = Making::Now;
            }
            return;
        }
        self.label = "a 2xx without a chat";
        self.status = random.one_of(&[200, 201]);
        let chat = bodies::chat(random, &self.chat_id, self.asking);
        self.body = bodies::without_chat(random, &chat);
    }

    /// Refusals and failures, of creations and polls alike.
    pub(crate) fn failed(&mut self, random: &mut Random, kind: Kind) {
        let asking = self.asking;
        match kind {
            Kind::Throttled => {
                self.label = "429";
                self.status = 429;
                self.retry_after = headers::retry_after(random, asking);
            }
            Kind::Unavailable => {
                self.label = "503 with Retry-After";
                self.status = 503;
                self.retry_after = headers::usable_retry_after(random, asking);
            }
            Kind::UnavailableWithoutTime => {
                self.label = "503 without Retry-After";
                self.status = 503;
                self.retry_after = headers::unusable_retry_after(random, asking);
                self.making = self.perhaps(random);
            }
            Kind::ServerError => {
                self.label = "5xx";
                self.status = random.one_of(&[500, 501, 502, 504, 504, 505, 507, 509, 599]);
                self.retry_after = headers::retry_after(random, asking);
                self.making = self.perhaps(random);
            }
            Kind::Challenge => {
                self.label = "401 with claims";
                self.status = 401;
                let (header, claims) = headers::challenge(random);
                self.headers.push(("WWW-Authenticate".to_owned(), header));
                self.claims = Some(claims);
            }
            Kind::Unauthorized => {
                self.label = "401 without claims";
                self.status = 401;
                let header = headers::no_challenge(random);
                self.headers.extend(header.map(|header| ("www-authenticate".to_owned(), header)));
            }
            _ => {
                self.label = "4xx";
                self.status =
                    random.one_of(&[400, 400, 402, 403, 403, 404, 405, 406, 409, 410, 411, 412, 413]);
                if random.chance(20) {
                    self.status = random.one_of(&[408, 415, 416, 422, 423, 425, 428, 431, 451, 499]);
                }
                self.retry_after =
                    if random.chance(20) { headers::retry_after(random, asking) } else { RetryAfter::none() };
            }
        }
        let error = bodies::error(random, asking, self.status);
        self.body = error.text;
        // The header counts first.
        if self.request_id == RequestId::Hidden {
            self.request_id = error.request_id;
        }
    }

    /// For polls: the status of the operation.
    pub(crate) fn finish_with(mut self, random: &mut Random, status: &'static str) -> Reply {
        self.label = status;
        self.status = random.one_of(&[200, 200, 202]);
        self.says = Says::Status { status, text: self.body.clone() };
        self.finish()
    }

    /// For polls: what cannot be read.
    pub(crate) fn finish_as(mut self, label: &'static str, status: u16) -> Reply {
        self.label = label;
        self.status = status;
        if status == 0 {
            self.headers.clear();
            self.request_id = RequestId::Hidden;
        }
        self.finish()
    }

    /// For polls: nothing of the kind is there.
    pub(crate) fn finish_unknown(
        mut self,
        random: &mut Random,
        label: &'static str,
        statuses: &[u16],
    ) -> Reply {
        self.failed(random, Kind::Refused);
        self.label = label;
        self.status = random.one_of(statuses);
        self.retry_after = RetryAfter::none();
        self.finish()
    }

    /// For polls: refusals and failures, which make no chat.
    pub(crate) fn finish_failed(mut self, random: &mut Random, kind: Kind) -> Reply {
        self.failed(random, kind);
        self.making = Making::Never;
        self.finish()
    }
}
