//! Graph: which chats there are, its bucket, and what it answers.

use std::collections::BTreeMap;

use msgraph_chats::HttpRequest;

use super::exchange::Exchange;
use super::inner::{About, Inner, chat_id};
use super::outer::{self, Outer};
use super::requests::{Kind, index_of};
use super::scenario::Scenario;
use crate::random::Random;

pub(crate) struct Graph {
    /// The ids of the chats that were made of each request.
    pub(crate) made: BTreeMap<usize, Vec<String>>,
    /// In thousandths of a request.
    tokens: u64,
    at_ms: u64,
}

impl Graph {
    pub(crate) fn new(scenario: &Scenario) -> Self {
        let tokens = scenario.limit.map_or(0, |limit| limit.capacity * 1_000);
        Self { made: BTreeMap::new(), tokens, at_ms: 0 }
    }

    /// Makes a chat, unless it is a pair's that is there.
    pub(crate) fn make(&mut self, kind: Kind, index: usize, exchange: usize) -> bool {
        let ids = self.made.entry(index).or_default();
        let id = chat_id(kind, index, exchange);
        if ids.contains(&id) {
            return false;
        }
        ids.push(id);
        true
    }

    pub(crate) fn answer(
        &mut self,
        random: &mut Random,
        scenario: &Scenario,
        exchange: &Exchange,
        number: usize,
        graph_time_ms: u64,
        now_ms: u64,
    ) -> Outer {
        let about: Vec<About> = exchange
            .items
            .iter()
            .map(|index| About {
                index: *index,
                kind: scenario.kind(*index),
                exchange: number,
                graph_time_ms,
                timeout_ms: scenario.timeout_ms(),
                longest_wait_ms: scenario.options.max_retry_after_ms,
                may_be_accepted: scenario.round_trip_ms.is_none(),
                existed: self.made.contains_key(index),
            })
            .collect();
        let is_batch = exchange.request.url.ends_with("/$batch");
        if is_batch && random.chance(scenario.outer_fault_percent) {
            return outer::fault(random, &about);
        }
        let mut inners: Vec<Inner> =
            about.iter().map(|about| self.answer_one(random, scenario, about, now_ms)).collect();
        if !is_batch {
            return outer::alone(inners.remove(0));
        }
        let calm = scenario.inner_fault_percent == 0;
        outer::batch(random, &inners, graph_time_ms, calm)
    }

    fn answer_one(&mut self, random: &mut Random, scenario: &Scenario, about: &About, now_ms: u64) -> Inner {
        if let Some(limit) = scenario.limit {
            let (per_second, capacity) = match limit.then {
                Some((from_ms, per_second)) if now_ms >= from_ms => (per_second, per_second),
                _ => (limit.per_second, limit.capacity),
            };
            self.tokens = (self.tokens + per_second * (now_ms - self.at_ms)).min(capacity * 1_000);
            self.at_ms = now_ms;
            let Some(left) = self.tokens.checked_sub(1_000) else {
                let wait_s = (1_000 - self.tokens).div_ceil(per_second * 1_000).max(1);
                return Inner::throttled(random, about, Some(wait_s));
            };
            self.tokens = left;
        }
        if random.chance(scenario.inner_fault_percent) {
            Inner::fault(random, about)
        } else {
            Inner::success(random, about)
        }
    }
}

/// Which requests an HTTP request carries, in order.
pub(crate) fn items_of(request: &HttpRequest) -> Vec<usize> {
    let body = request.body.as_deref().unwrap_or_default();
    if !request.url.ends_with("/$batch") {
        return index_of(body).into_iter().collect();
    }
    body.split("{\"id\":").skip(1).filter_map(index_of).collect()
}
