//! One chat: what Graph does with its requests, and the token provider.

use std::rc::Rc;

use msgraph_chats::{Cause, HttpRequest, HttpResponse, Method};

use crate::exchange::{self, Fate};
use crate::facts::{Facts, Making};
use crate::log::What;
use crate::one::graph::Graph;
use crate::one::replies::{Asking, Reply};
use crate::one::scenario::Scenario;
use crate::one::{polls, replies};
use crate::provider::{Asked, Provider};
use crate::random::Random;
use crate::world::{self, Side};

pub(crate) type World = world::World<One>;
pub(crate) type Exchange = exchange::Exchange<Known>;

pub(crate) struct One {
    pub(crate) scenario: Rc<Scenario>,
    pub(crate) graph: Graph,
    pub(crate) provider: Provider,
}

/// Graph makes the chat of a request that it has answered already, or never answers.
pub(crate) struct MakeChat(usize);

#[derive(Default)]
pub(crate) struct Known {
    /// What Graph answered, if the request reached it.
    pub(crate) facts: Option<Facts>,
    /// Where the operation of a 202 must be polled, one place after the other.
    pub(crate) places: Option<Vec<String>>,
}

/// A world for one chat.
pub(crate) fn world(mut random: Random, scenario: Scenario) -> World {
    let provider = Provider::new(&mut random, &scenario);
    let graph = Graph::new(&mut random, &scenario);
    let scenario = Rc::new(scenario);
    let side = One { scenario: Rc::clone(&scenario), graph, provider };
    let mut world = World::new(random, side, scenario.abort, &scenario.clock_is_set);
    world.ahead_ms = scenario.clock_ahead_ms;
    world
}

impl Side for One {
    type Event = MakeChat;
    type Known = Known;
    const NOTES_TIMERS: bool = true;
    const IN_A_HURRY: bool = false;

    fn can_answer_claims(&self) -> bool {
        self.scenario.can_answer_claims
    }

    fn ask(&mut self, random: &mut Random, _: u64, _: Option<&str>) -> Asked {
        self.provider.ask(random, &self.scenario)
    }

    fn gave(&mut self, token: &str) {
        self.provider.given.push(token.to_owned());
    }

    fn fate(&self, random: &mut Random, _: &HttpRequest) -> Fate {
        Fate::draw(random, self.scenario.trouble_percent, self.scenario.timeout_ms())
    }

    fn know(&self, _: &HttpRequest) -> Known {
        Known::default()
    }

    /// It may quote the request, token and people included.
    fn network_error(&mut self, random: &mut Random) -> Cause {
        let quoted = self.scenario.quote(random, self.provider.remembered());
        Cause {
            name: "TypeError".to_owned(),
            code: random.chance(50).then(|| "ECONNRESET".to_owned()),
            message: format!("fetch failed: {quoted}"),
        }
    }

    fn answer(world: &mut World, exchange: usize) -> HttpResponse {
        let url = world.exchanges[exchange].request.url.clone();
        let asking = Asking {
            url: &url,
            scenario: &world.side.scenario,
            exchange,
            graph_time_ms: world.graph_time_ms(),
            now_ms: world.clock.now_ms,
            tokens: world.side.provider.remembered(),
        };
        let Reply { response, facts, making, places } = match world.exchanges[exchange].request.method {
            Method::Post => replies::to_creation(&asking, &mut world.random, &world.side.graph),
            Method::Get => polls::answer(&asking, &mut world.random, &world.side.graph),
        };
        world.note(What::Arrived { exchange, label: facts.label });
        world.exchanges[exchange].facts = Some(facts);
        world.exchanges[exchange].places = places;
        match making {
            Making::Never => {}
            Making::Now => Self::happen(world, MakeChat(exchange)),
            Making::Later(delay_ms) => {
                world.clock.schedule(delay_ms, world::Event::Own(MakeChat(exchange)));
            }
        }
        response
    }

    fn happen(world: &mut World, MakeChat(exchange): MakeChat) {
        if let Some(id) = world.side.graph.make(exchange) {
            world.note(What::ChatMade { request: exchange, id });
        }
    }
}
