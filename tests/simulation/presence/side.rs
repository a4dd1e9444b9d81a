//! What is special about this world: a Graph that lists, and tokens that it takes for a time.

use msgraph_chats::{Cause, FoundChat, HttpRequest, HttpResponse, ResultsPort};

use super::graph::{Graph, Moment};
use super::habits::Habits;
use crate::desk::cause;
use crate::exchange::Fate;
use crate::log::What;
use crate::port::SimulatedPort;
use crate::provider::Asked;
use crate::random::Random;
use crate::world::{self, Side};

pub(crate) type World = world::World<Presence>;

/// The time limit of a request.
const TIMEOUT_MS: u64 = 30_000;

pub(crate) struct Presence {
    pub(crate) habits: Habits,
    pub(crate) graph: Graph,
    pub(crate) found: Vec<FoundChat>,
    /// Each token, when it was asked for, and whether it holds what a challenge asks for.
    pub(crate) tokens: Vec<(String, u64, bool)>,
}

pub(crate) fn world(random: Random, habits: Habits, graph: Graph) -> World {
    let (abort, ahead_ms) = (habits.abort, habits.ahead_ms);
    let side = Presence { habits, graph, found: Vec::new(), tokens: Vec::new() };
    let mut world = World::new(random, side, abort, &[]);
    world.ahead_ms = ahead_ms;
    world
}

impl Presence {
    /// Why Graph does not take a token, if it does not.
    fn refuses(&self, request: &HttpRequest, now_ms: u64) -> Option<&'static str> {
        let mut headers = request.headers.iter();
        let bearer = headers.find(|(name, _)| *name == "Authorization").map(|(_, value)| value.as_str());
        let given = self.tokens.iter().find(|(token, ..)| bearer == Some(&format!("Bearer {token}")));
        let is_revoked = self.habits.revoked_at_ms.is_some_and(|at_ms| now_ms >= at_ms);
        match given {
            Some((_, _, false)) if is_revoked => Some(r#"Bearer error="insufficient_claims", claims="e30=""#),
            Some((_, at_ms, _)) if now_ms < at_ms.saturating_add(self.habits.token_life_ms) => None,
            _ => Some(r#"Bearer error="invalid_token""#),
        }
    }
}

impl Side for Presence {
    type Event = ();
    type Known = ();
    const NOTES_TIMERS: bool = false;
    const IN_A_HURRY: bool = true;

    fn can_answer_claims(&self) -> bool {
        self.habits.can_answer_claims
    }

    /// Who was asked with claims once gives such tokens from then on.
    fn ask(&mut self, random: &mut Random, now_ms: u64, claims: Option<&str>) -> Asked {
        let has_claims = claims.is_some() || self.tokens.last().is_some_and(|(_, _, has_claims)| *has_claims);
        let token = format!("presence-token-{}", self.tokens.len());
        self.tokens.push((token.clone(), now_ms, has_claims));
        Asked { after_ms: Some(random.one_of(&[0, 0, 40])), answer: Ok(token) }
    }

    fn gave(&mut self, _: &str) {}

    fn fate(&self, random: &mut Random, request: &HttpRequest) -> Fate {
        let creates = request.body.as_ref().is_some_and(|body| body.contains("user@odata.bind"));
        let percent = if creates { self.habits.trouble_percent } else { self.habits.list_faults_percent };
        Fate::draw(random, percent, TIMEOUT_MS)
    }

    fn know(&self, _: &HttpRequest) {}

    fn network_error(&mut self, _: &mut Random) -> Cause {
        cause("fetch failed")
    }

    fn answer(world: &mut World, exchange: usize) -> HttpResponse {
        let (graph_ms, now_ms) = (world.graph_time_ms(), world.clock.now_ms);
        let World { random, side, exchanges, .. } = world;
        let request = &exchanges[exchange].request;
        let (label, response) = if let Some(challenge) = side.refuses(request, now_ms) {
            let is_over = challenge.contains("invalid_token");
            side.graph.met.push(if is_over { "a token that is over" } else { "a challenge" });
            let headers = [("WWW-Authenticate".to_owned(), challenge.to_owned())];
            let headers = msgraph_chats::Headers::new(headers);
            ("401", HttpResponse { status: 401, headers, body: String::new() })
        } else {
            let Presence { graph, habits, .. } = side;
            ("answers", Moment { graph, random, habits, now_ms: graph_ms }.respond(request))
        };
        world.note(What::Arrived { exchange, label });
        response
    }

    fn happen(_: &mut World, (): ()) {}
}

impl ResultsPort<FoundChat> for SimulatedPort<Presence> {
    fn emit(&self, found: FoundChat) {
        self.world.borrow_mut().side.found.push(found);
    }

    async fn wanted(&self) {}
}
