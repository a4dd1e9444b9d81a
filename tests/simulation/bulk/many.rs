//! Many chats: Graph, source, caller and token provider.

use std::cell::RefCell;
use std::rc::Rc;

use msgraph_chats::{Cause, HttpRequest, HttpResponse};

use super::graph::{Graph, items_of};
use super::scenario::Scenario;
use crate::desk::cause;
use crate::exchange::{self, Fate};
use crate::facts::{Facts, Making};
use crate::log::What;
use crate::provider::Asked;
use crate::random::Random;
use crate::weather::server::Server;
use crate::world::{self, Side};

pub(crate) type World = world::World<Many>;
pub(crate) type Exchange = exchange::Exchange<Known>;

/// Graph makes a chat that it has answered for already, or never answers for.
#[derive(Clone, Copy)]
pub(crate) struct MakeChat {
    index: usize,
    exchange: usize,
}

pub(crate) struct Known {
    /// The requests in it, in order.
    pub(crate) items: Vec<usize>,
    /// When the token for it was asked for, which is when its time began.
    pub(crate) began_ms: u64,
    /// What Graph told each, if anything.
    pub(crate) facts: Vec<Option<Facts>>,
    pub(crate) labels: Vec<&'static str>,
    pub(crate) status: u16,
}

pub(crate) struct Many {
    pub(crate) scenario: Rc<Scenario>,
    pub(crate) graph: Graph,
    /// When the last token was asked for.
    token_asked_ms: u64,
    /// What was still waited for when the run was over, and when that was.
    pub(crate) left_over: usize,
    pub(crate) ended_ms: u64,
}

/// A world for many chats.
pub(crate) fn world(random: Random, scenario: Scenario, server: Option<Rc<RefCell<Server>>>) -> World {
    let scenario = Rc::new(scenario);
    let side = Many {
        scenario: Rc::clone(&scenario),
        graph: Graph::new(server),
        token_asked_ms: 0,
        left_over: 0,
        ended_ms: 0,
    };
    let mut world = World::new(random, side, scenario.abort, &scenario.clock_is_set);
    world.timers_late_ms = scenario.timers_late_ms;
    world.open(Rc::clone(&scenario.requests), scenario.source, scenario.consumer);
    world
}

impl World {
    /// The run is over.
    pub(crate) fn end(&mut self) {
        self.note(What::Ended(String::new()));
        self.side.left_over = self.waits.count();
        self.side.ended_ms = self.clock.now_ms;
    }
}

impl Side for Many {
    type Event = MakeChat;
    type Known = Known;
    const NOTES_TIMERS: bool = false;
    const IN_A_HURRY: bool = true;

    fn can_answer_claims(&self) -> bool {
        self.scenario.can_answer_claims
    }

    fn ask(&mut self, random: &mut Random, now_ms: u64, _: Option<&str>) -> Asked {
        let timeout_ms = self.scenario.timeout_ms();
        self.token_asked_ms = now_ms;
        let quick_ms = match self.scenario.network {
            Some(_) => 0,
            None => random.one_of(&[0, 0, 0, 1, 40.min(timeout_ms / 4)]),
        };
        let trouble = random.chance(self.scenario.token_trouble_percent);
        let (after_ms, answer) = match if trouble { random.below(5) } else { 9 } {
            0 => (None, Err(cause("never"))),
            1 => (Some(quick_ms), Err(cause("no token"))),
            2 => (Some(quick_ms), Ok("two words".to_owned())),
            3 | 4 => (Some(random.below(timeout_ms * 2)), Ok("late-token".to_owned())),
            _ => (Some(quick_ms), Ok("some-token".to_owned())),
        };
        Asked { after_ms, answer }
    }

    fn gave(&mut self, _: &str) {}

    fn fate(&self, random: &mut Random, _: &HttpRequest) -> Fate {
        match self.scenario.network {
            Some(network) => {
                let (to_ms, back_ms) = network.trips_ms(random);
                Fate::Answered { to_ms, back_ms }
            }
            None => Fate::draw(random, self.scenario.network_trouble_percent, self.scenario.timeout_ms()),
        }
    }

    fn know(&self, request: &HttpRequest) -> Known {
        Known {
            items: items_of(request),
            began_ms: self.token_asked_ms,
            facts: Vec::new(),
            labels: Vec::new(),
            status: 0,
        }
    }

    fn network_error(&mut self, _: &mut Random) -> Cause {
        cause("fetch failed")
    }

    fn answer(world: &mut World, number: usize) -> HttpResponse {
        let (time_ms, now_ms) = (world.graph_time_ms(), world.clock.now_ms);
        let world::World { random, side, exchanges, .. } = world;
        let Many { graph, scenario, .. } = side;
        let outer = graph.answer(random, scenario, &exchanges[number], number, time_ms, now_ms);
        world.note(What::Arrived { exchange: number, label: outer.label });
        let exchange = &mut world.exchanges[number];
        exchange.status = outer.response.status;
        exchange.facts = outer.facts;
        exchange.labels = outer.labels;
        let items = exchange.items.clone();
        for (index, making) in items.into_iter().zip(outer.makings) {
            let made = MakeChat { index, exchange: number };
            match making {
                Making::Never => {}
                Making::Now => Self::happen(world, made),
                Making::Later(delay_ms) => world.clock.schedule(delay_ms, world::Event::Own(made)),
            }
        }
        outer.response
    }

    fn happen(world: &mut World, MakeChat { index, exchange }: MakeChat) {
        let kind = world.side.scenario.kind(index);
        if world.side.graph.make(kind, index, exchange) {
            world.note(What::ChatMade { request: index, id: String::new() });
        }
    }
}
