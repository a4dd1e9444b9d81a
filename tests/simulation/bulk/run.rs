//! One run over many requests, from its seed to what it came to.

use std::cell::RefCell;
use std::rc::Rc;

use msgraph_chats::{ChatOutcome, Failure, create_chats};

use super::exchange::Exchange;
use super::graph::Graph;
use super::log::{Entry, What};
use super::port::BulkSimulatedPort;
use super::scenario::Scenario;
use super::world::World;
use crate::executor;
use crate::random::Random;

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
    let world = Rc::new(RefCell::new(World::new(random, scenario)));
    let scenario = Rc::clone(&world.borrow().scenario);
    let port = BulkSimulatedPort { world: Rc::clone(&world) };
    let result = executor::run(&world, MOST_POLLS, create_chats(&port, &scenario.options, &scenario.bulk));
    let (left_over, ended_ms) = {
        let world = &mut *world.borrow_mut();
        world.note(What::Ended);
        (world.waits.count(), world.clock.now_ms)
    };
    while executor::Clockwork::fire_next(&mut *world.borrow_mut()) {}
    let world = &mut *world.borrow_mut();
    Run {
        graph: std::mem::replace(&mut world.graph, Graph::new(&scenario)),
        scenario,
        result,
        log: std::mem::take(&mut world.log),
        exchanges: std::mem::take(&mut world.exchanges),
        outcomes: std::mem::take(&mut world.outcomes),
        left_over,
        ended_ms,
    }
}
