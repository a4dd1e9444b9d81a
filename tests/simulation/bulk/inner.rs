//! Graph's answer to one request, inside a batch or alone.

use super::requests::Kind;
use crate::facts::{Asked, Facts, Making, Says};
use crate::http_date;
use crate::random::Random;
use crate::weather::faults::Strike;

/// An answer, and what it is.
#[derive(Clone)]
pub(crate) struct Inner {
    pub(crate) headers: Vec<(&'static str, String)>,
    /// JSON text, or none.
    pub(crate) body: String,
    pub(crate) facts: Facts,
    pub(crate) making: Making,
}

/// What an answer is about.
pub(crate) struct About {
    pub(crate) index: usize,
    pub(crate) kind: Kind,
    pub(crate) exchange: usize,
    pub(crate) graph_time_ms: u64,
    pub(crate) timeout_ms: u64,
    pub(crate) longest_wait_ms: u64,
    /// It may come to a 202.
    pub(crate) may_be_accepted: bool,
    /// Another one of this pair was made before.
    pub(crate) existed: bool,
}

impl About {
    /// The id of the chat that it is answered with: the pair's, or a new one.
    pub(crate) fn chat_id(&self) -> String {
        chat_id(self.kind, self.index, self.exchange)
    }
}

pub(crate) fn chat_id(kind: Kind, index: usize, exchange: usize) -> String {
    match kind {
        Kind::Group => format!("19:group-{index}-{exchange}@thread.v2"),
        _ => format!("19:pair-{index}@unq.gbl.spaces"),
    }
}

impl Inner {
    fn new(label: &'static str, status: u16, making: Making) -> Self {
        let body = r#"{"error":{"code":"Some","message":"Some text.","innerError":{"code":"Inner"}}}"#;
        Self { headers: Vec::new(), body: body.to_owned(), facts: Facts::of(label, status), making }
    }

    pub(crate) fn success(random: &mut Random, about: &About) -> Self {
        let id = about.chat_id();
        if about.may_be_accepted && random.chance(10) {
            let location = format!("/chats('{id}')/operations('{}')", about.exchange);
            let making = if random.chance(50) { Making::Now } else { Making::Later(random.below(60_000)) };
            let mut inner = Self::new("202", 202, making);
            inner.headers.push(("Location", location.clone()));
            inner.body.clear();
            inner.facts.says = Says::Operation { location, chat_id: Some(id) };
            return inner;
        }
        let status = if about.existed && random.chance(50) { 200 } else { 201 };
        let label = if about.existed { "the chat that was there" } else { "201" };
        let mut inner = Self::new(label, status, Making::Now);
        inner.body = format!(r#"{{"id":"{id}","topic":null,"chatType":"x"}}"#);
        inner.facts.says = Says::Chat { id, text: String::new() };
        inner
    }

    /// 429, and how many seconds to wait.
    pub(crate) fn throttled(wait_s: Option<u64>) -> Self {
        let asked = wait_s.map_or(Asked::Nothing, |seconds| Asked::Ms(seconds * 1_000));
        Self::refused(429, (asked, wait_s.map(|seconds| seconds.to_string())))
    }

    fn refused(status: u16, asked: (Asked, Option<String>)) -> Self {
        let label = if status == 429 { "429" } else { "503 with Retry-After" };
        Self::new(label, status, Making::Never).asking(asked)
    }

    fn asking(mut self, (asked, header): (Asked, Option<String>)) -> Self {
        self.facts.retry_after = asked;
        self.headers.extend(header.map(|text| ("Retry-After", text)));
        self
    }

    /// Refused as a whole, or not answered for by Graph's gateway.
    pub(crate) fn struck(strike: Option<Strike>) -> Self {
        match strike {
            Some(Strike::Whole(status, wait_s)) => {
                Self::refused(status, (Asked::Ms(wait_s * 1_000), Some(wait_s.to_string())))
            }
            _ => Self::new("5xx, not made", 504, Making::Never),
        }
    }

    pub(crate) fn fault(random: &mut Random, about: &About) -> Self {
        let perhaps = |random: &mut Random| match random.below(4) {
            0 | 1 => Making::Never,
            2 => Making::Later(random.below(about.timeout_ms * 4)),
            _ => Making::Now,
        };
        match random.below(12) {
            0..=2 => Self::refused(429, retry_after(random, about, false)),
            3 => Self::refused(503, retry_after(random, about, true)),
            4..=6 => {
                let status = random.one_of(&[500, 502, 503, 504, 504, 507]);
                let making = perhaps(random);
                let label = if making == Making::Never { "5xx, not made" } else { "5xx, made" };
                let inner = Self::new(label, status, making);
                let asks = status != 503 && random.chance(25);
                if asks { inner.asking(retry_after(random, about, false)) } else { inner }
            }
            7 => {
                let mut inner = Self::new("401 with claims", 401, Making::Never);
                inner.facts.claims = Some("{}".to_owned());
                let header = r#"Bearer error="insufficient_claims", claims="e30=""#;
                inner.headers.push(("WWW-Authenticate", header.to_owned()));
                inner
            }
            8 | 9 => {
                let status = random.one_of(&[400, 401, 403, 404, 412]);
                Self::new("4xx", status, Making::Never)
            }
            10 => {
                let status = random.one_of(&[204, 302, 202, 207]);
                let mut inner = Self::new("no answer of Graph's", status, perhaps(random));
                if status == 302 {
                    inner.headers.push(("Location", "https://evil.example/".to_owned()));
                }
                inner
            }
            _ => {
                let mut inner = Self::new("a 2xx without a chat", 201, perhaps(random));
                random.pick(&["", "{}", "\"<html>\"", "null", r#"{"id":""}"#]).clone_into(&mut inner.body);
                inner
            }
        }
    }
}

/// A wait, and the header that asks for it.
fn retry_after(random: &mut Random, about: &About, usable: bool) -> (Asked, Option<String>) {
    let longest_s = about.longest_wait_ms / 1_000;
    let seconds = match random.below(12) {
        0 => 0,
        1 => longest_s,
        2 => longest_s + random.between(1, 100),
        _ => random.between(1, 8),
    };
    match random.below(6) {
        0 if !usable => (Asked::Nothing, None),
        1 if !usable => (Asked::Nothing, Some(random.pick(&["soon", "-1", "1.5", ""]).to_owned())),
        2 => {
            let until_ms = about.graph_time_ms / 1_000 * 1_000 + seconds * 1_000;
            (Asked::Until(until_ms), Some(http_date::write(until_ms, 0)))
        }
        _ => (Asked::Ms(seconds * 1_000), Some(seconds.to_string())),
    }
}
