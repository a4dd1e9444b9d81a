//! Graph: which chats there are, its bucket, and what it answers.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use msgraph_chats::HttpRequest;

use super::inner::{About, Inner, chat_id};
use super::many::Exchange;
use super::outer::{self, Outer};
use super::requests::{Kind, index_of};
use super::scenario::Scenario;
use crate::random::Random;
use crate::weather::faults::{self, Strike};
use crate::weather::server::Server;

pub(crate) struct Graph {
    /// The ids of the chats that were made of each request.
    pub(crate) made: BTreeMap<usize, Vec<String>>,
    /// Another client may use it, too.
    server: Option<Rc<RefCell<Server>>>,
}

impl Graph {
    pub(crate) fn new(server: Option<Rc<RefCell<Server>>>) -> Self {
        Self { made: BTreeMap::new(), server }
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
                may_be_accepted: scenario.network.is_none(),
                existed: self.made.contains_key(index),
            })
            .collect();
        let is_batch = exchange.request.url.ends_with("/$batch");
        if is_batch && random.chance(scenario.outer_fault_percent) {
            return outer::fault(random, &about);
        }
        let strike = faults::strike(&scenario.faults, number + 1, now_ms, random);
        if let Some(Strike::Whole(..) | Strike::Unclear) = strike {
            return outer::alike(&about, Inner::struck(strike));
        }
        let (accepted, wait_s) = match &self.server {
            Some(server) => server.borrow_mut().take(now_ms, about.len() as u64),
            None => (u64::MAX, None),
        };
        let refuses_whole = scenario.server.as_ref().is_some_and(|plan| plan.refuses_whole);
        if is_batch && refuses_whole && accepted < about.len() as u64 {
            return outer::alike(&about, Inner::throttled(wait_s));
        }
        let answer = |(place, about)| match strike {
            _ if place as u64 >= accepted => Inner::throttled(wait_s),
            Some(Strike::Inside(per_mille, wait_s)) if random.below(1_000) < per_mille => {
                Inner::throttled(Some(wait_s))
            }
            _ if random.chance(scenario.inner_fault_percent) => Inner::fault(random, about),
            _ => Inner::success(random, about),
        };
        let mut inners: Vec<Inner> = about.iter().enumerate().map(answer).collect();
        if !is_batch {
            return outer::alone(inners.remove(0));
        }
        let calm = scenario.inner_fault_percent == 0;
        outer::batch(random, &inners, graph_time_ms, calm)
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
