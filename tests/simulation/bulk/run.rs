//! One run over many requests, from its seed to what it came to.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use msgraph_chats::{Failure, create_chats};

use crate::executor;
use crate::honesty::Created;
use crate::log::What;
use crate::port::SimulatedPort;
use crate::random::Random;
use crate::scenario::Scenario;
use crate::weather::server::Server;
use crate::world::World;

/// More polls than any sound run needs.
const MOST_POLLS: u32 = 2_000_000;

pub(crate) struct Run {
    /// When nothing is under way any more.
    pub(crate) world: World,
    /// What the iteration ended with; why it did not end.
    pub(crate) result: Result<Result<(), Box<Failure>>, &'static str>,
    /// Timers, tokens, requests and answers that were still waited for when it was over.
    pub(crate) left_over: usize,
    pub(crate) ended_ms: u64,
}

impl Run {
    /// What became of each request, by its index.
    pub(crate) fn results(&self) -> impl Iterator<Item = (usize, &Created)> {
        self.world.desk.outcomes.iter().map(|outcome| (outcome.index as usize, &outcome.result))
    }
}

pub(crate) fn run(seed: u64) -> Run {
    let mut random = Random::new(seed);
    let scenario = Scenario::draw_many(&mut random);
    run_scenario(random, scenario, u64::MAX)
}

/// Runs a client to its end, or until a time.
pub(crate) fn run_scenario(random: Random, scenario: Scenario, until_ms: u64) -> Run {
    run_several(vec![(random, scenario)], until_ms).remove(0)
}

/// Runs several clients against one server, that of the first, to their ends or until a time.
pub(crate) fn run_several(clients: Vec<(Random, Scenario)>, until_ms: u64) -> Vec<Run> {
    let plan = clients.first().and_then(|(_, scenario)| scenario.server.clone());
    let server = plan.map(|plan| Rc::new(RefCell::new(Server::new(plan))));
    let world = |(random, scenario)| Rc::new(RefCell::new(World::new(random, scenario, server.as_ref())));
    let worlds: Vec<_> = clients.into_iter().map(world).collect();
    let runs = worlds.iter().map(|world| {
        let scenario = Rc::clone(&world.borrow().scenario);
        let port = SimulatedPort::new(world);
        let run: Pin<Box<dyn Future<Output = _>>> = Box::pin(async move {
            let result = create_chats(&port, &scenario.options, &scenario.bulk).await;
            let world = &mut *port.world.borrow_mut();
            world.note(What::Ended(String::new()));
            (result, world.waits.count(), world.clock.now_ms)
        });
        run
    });
    let refs: Vec<&RefCell<World>> = worlds.iter().map(|world| &**world).collect();
    let (ends, stuck) = executor::run_all(&refs, MOST_POLLS, until_ms, runs.collect());
    let run = |(world, end)| {
        let world = World::end(world);
        match end {
            Some((result, left_over, ended_ms)) => Run { world, result: Ok(result), left_over, ended_ms },
            None => Run { world, result: Err(stuck), left_over: 0, ended_ms: 0 },
        }
    };
    worlds.into_iter().zip(ends).map(run).collect()
}
