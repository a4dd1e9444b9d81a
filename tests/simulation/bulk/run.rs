//! One run over many requests, from its seed to what it came to.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use msgraph_chats::{ChatOutcome, Failure, create_chats};

use super::graph::Graph;
use super::many::{self, Exchange, World};
use super::scenario::Scenario;
use crate::executor;
use crate::log::Entry;
use crate::port::SimulatedPort;
use crate::random::Random;
use crate::weather::server::Server;

/// More polls than any sound run needs.
const MOST_POLLS: u32 = 2_000_000;

pub(crate) struct Run {
    pub(crate) scenario: Rc<Scenario>,
    /// What the iteration ended with; why it did not end.
    pub(crate) result: Result<Result<(), Box<Failure>>, &'static str>,
    pub(crate) log: Vec<Entry>,
    pub(crate) exchanges: Vec<Exchange>,
    pub(crate) outcomes: Vec<ChatOutcome>,
    /// Graph when nothing is under way any more.
    pub(crate) graph: Graph,
    /// Timers, tokens, requests and answers that were still waited for when it was over.
    pub(crate) left_over: usize,
    pub(crate) ended_ms: u64,
}

pub(crate) fn run(seed: u64) -> Run {
    let mut random = Random::new(seed);
    let scenario = Scenario::draw(&mut random);
    run_scenario(random, scenario)
}

pub(crate) fn run_scenario(random: Random, scenario: Scenario) -> Run {
    run_several(vec![(random, scenario)], u64::MAX).remove(0)
}

/// Runs several clients against one server, that of the first, to their ends or until a time.
pub(crate) fn run_several(clients: Vec<(Random, Scenario)>, until_ms: u64) -> Vec<Run> {
    let plan = clients.first().and_then(|(_, scenario)| scenario.server.clone());
    let server = plan.map(|plan| Rc::new(RefCell::new(Server::new(plan))));
    let world = |(random, scenario)| Rc::new(RefCell::new(many::world(random, scenario, server.clone())));
    let worlds: Vec<_> = clients.into_iter().map(world).collect();
    let runs = worlds.iter().map(|world| {
        let scenario = Rc::clone(&world.borrow().side.scenario);
        let port = SimulatedPort { world: Rc::clone(world) };
        let run: Pin<Box<dyn Future<Output = _>>> = Box::pin(async move {
            let result = create_chats(&port, &scenario.options, &scenario.bulk).await;
            port.world.borrow_mut().end();
            result
        });
        run
    });
    let refs: Vec<&RefCell<World>> = worlds.iter().map(|world| &**world).collect();
    let (results, stuck) = executor::run_all(&refs, MOST_POLLS, until_ms, runs.collect());
    worlds.iter().zip(results).map(|(world, result)| gather(world, result.ok_or(stuck))).collect()
}

fn gather(world: &RefCell<World>, result: Result<Result<(), Box<Failure>>, &'static str>) -> Run {
    let world = &mut *world.borrow_mut();
    while executor::Clockwork::fire_next(world) {}
    Run {
        graph: std::mem::replace(&mut world.side.graph, Graph::new(None)),
        scenario: Rc::clone(&world.side.scenario),
        result,
        log: std::mem::take(&mut world.log),
        exchanges: std::mem::take(&mut world.exchanges),
        outcomes: std::mem::take(&mut world.desk.outcomes),
        left_over: world.side.left_over,
        ended_ms: world.side.ended_ms,
    }
}
