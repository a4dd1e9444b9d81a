//! Graph's true state, which chats there are, and what it answers.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use msgraph_chats::{HttpRequest, Method};

use crate::answer::{Answer, Asking};
use crate::outer::{self, Outer};
use crate::polls;
use crate::random::Random;
use crate::requests::index_of;
use crate::scenario::Scenario;
use crate::weather::faults::{self, Strike};
use crate::weather::server::Server;

#[derive(Default)]
pub(crate) struct Graph {
    /// The ids of the chats that were made of each request.
    pub(crate) made: BTreeMap<usize, Vec<String>>,
    /// That of the first request's pair is there from the begin.
    is_there: bool,
    /// Another client may use it, too.
    server: Option<Rc<RefCell<Server>>>,
}

impl Graph {
    pub(crate) fn new(scenario: &Scenario, server: Option<&Rc<RefCell<Server>>>) -> Self {
        Self { made: BTreeMap::new(), is_there: scenario.first_is_there, server: server.cloned() }
    }

    /// Whether the chat of a request is there from the begin.
    pub(crate) fn is_there(&self, index: usize) -> bool {
        self.is_there && index == 0
    }

    /// Whether a request has a chat with this id.
    pub(crate) fn has(&self, index: usize, id: &str) -> bool {
        self.is_there(index) || self.made.get(&index).is_some_and(|ids| ids.iter().any(|own| own == id))
    }

    /// How many were made of a request.
    pub(crate) fn made_of(&self, index: usize) -> usize {
        self.made.get(&index).map_or(0, Vec::len)
    }

    /// Makes a chat, unless it is a pair's that is there; gives its id.
    pub(crate) fn make(&mut self, scenario: &Scenario, index: usize, exchange: usize) -> Option<String> {
        let id = scenario.chat_id(index, exchange);
        if self.has(index, &id) {
            return None;
        }
        self.made.entry(index).or_default().push(id.clone());
        Some(id)
    }

    /// What it answers to a request that carries these.
    pub(crate) fn answer(&self, random: &mut Random, asking: Asking<'_>, items: &[usize]) -> Outer {
        let Asking { scenario, request, exchange, now_ms, .. } = asking;
        if request.method == Method::Get {
            return outer::alone(&polls::answer(random, &asking));
        }
        let is_batch = request.url.ends_with("/$batch");
        if is_batch && random.chance(scenario.outer_fault_percent) {
            return outer::fault(random, asking, items.len());
        }
        let count = items.len();
        let strike = faults::strike(&scenario.faults, exchange + 1, now_ms, random);
        if let Some(Strike::Whole(..) | Strike::Unclear) = strike {
            return outer::alike(&Answer::struck(strike), count);
        }
        let (accepted, wait_s) = match &self.server {
            Some(server) => server.borrow_mut().take(now_ms, count as u64),
            None => (u64::MAX, None),
        };
        let refuses_whole = scenario.server.as_ref().is_some_and(|plan| plan.refuses_whole);
        if is_batch && refuses_whole && accepted < count as u64 {
            return outer::alike(&Answer::throttled(wait_s), count);
        }
        let answer = |(place, index): (usize, &usize)| match strike {
            _ if place as u64 >= accepted => Answer::throttled(wait_s),
            Some(Strike::Inside(per_mille, wait_s)) if random.below(1_000) < per_mille => {
                Answer::throttled(Some(wait_s))
            }
            _ => Answer::to_creation(random, &Asking { index: *index, ..asking }),
        };
        let answers: Vec<Answer> = items.iter().enumerate().map(answer).collect();
        if !is_batch {
            return outer::alone(&answers[0]);
        }
        outer::batch(random, &answers, asking)
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
