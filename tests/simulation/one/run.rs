//! One run: the calls of one seed, and what they came to.

use std::cell::RefCell;
use std::rc::Rc;

use msgraph_chats::{CreatedChat, Failure, create_chat, wait_for_operation};

use crate::executor;
use crate::log::{Entry, What};
use crate::one::graph::Chat;
use crate::one::scenario::{Plan, Scenario};
use crate::one::world::{self, Exchange, One, World};
use crate::port::SimulatedPort;
use crate::random::Random;
use crate::world::Shared;

/// More polls than any sound run needs.
const MOST_POLLS: u32 = 10_000;

/// What a call gave.
pub(crate) enum Given {
    Creation(Result<CreatedChat, Box<Failure>>),
    /// Of a location, and the places where it may be asked, one after the other; none where it must not be followed.
    Wait(Option<Vec<String>>, Result<String, Box<Failure>>),
}

impl Given {
    pub(crate) fn failure(&self) -> Option<&Failure> {
        match self {
            Given::Creation(result) => result.as_ref().err().map(|failure| &**failure),
            Given::Wait(_, result) => result.as_ref().err().map(|failure| &**failure),
        }
    }
}

/// A call that has ended: where it stands in the log, and which requests are its own.
pub(crate) struct Call {
    pub(crate) given: Given,
    pub(crate) log: std::ops::Range<usize>,
    pub(crate) exchanges: std::ops::Range<usize>,
    pub(crate) began_ms: u64,
    pub(crate) ended_ms: u64,
    /// Timers, tokens and answers that were still waited for when it was over.
    pub(crate) left_over: usize,
}

pub(crate) struct Run {
    pub(crate) scenario: Rc<Scenario>,
    pub(crate) calls: Vec<Call>,
    /// Why a call did not end.
    pub(crate) stuck: Option<&'static str>,
    pub(crate) log: Vec<Entry>,
    pub(crate) exchanges: Vec<Exchange>,
    /// Every chat there is when nothing is under way any more.
    pub(crate) chats: Vec<Chat>,
    pub(crate) tokens: Vec<String>,
}

/// Runs a seed.
pub(crate) fn run(seed: u64) -> Run {
    let mut random = Random::new(seed);
    let scenario = Scenario::draw(&mut random);
    let world = Rc::new(RefCell::new(world::world(random, scenario)));
    let mut calls = Vec::new();
    let stuck = make_calls(&world, &mut calls).err();
    while executor::Clockwork::fire_next(&mut *world.borrow_mut()) {}
    let world = &mut *world.borrow_mut();
    Run {
        scenario: Rc::clone(&world.side.scenario),
        calls,
        stuck,
        log: std::mem::take(&mut world.log),
        exchanges: std::mem::take(&mut world.exchanges),
        chats: std::mem::take(&mut world.side.graph.chats),
        tokens: std::mem::take(&mut world.side.provider.given),
    }
}

fn make_calls(world: &Shared<One>, calls: &mut Vec<Call>) -> Result<(), &'static str> {
    let scenario = Rc::clone(&world.borrow().side.scenario);
    if let Plan::Wait(location, places) = &scenario.plan {
        return wait(world, calls, location, places.clone());
    }
    let body = scenario.body.clone();
    let port = SimulatedPort { world: Rc::clone(world) };
    let creation = create_chat(&port, &scenario.options, &scenario.call, &body);
    call(world, calls, async { Given::Creation(creation.await) })?;
    if scenario.plan == Plan::CreateAndWait
        && let Some(Given::Creation(Ok(CreatedChat::Accepted { location, .. }))) =
            calls.last().map(|call| &call.given)
    {
        let (location, places) = (location.clone(), last_places(&world.borrow()));
        return wait(world, calls, &location, places);
    }
    Ok(())
}

/// Where the operation of the last answer must be polled.
fn last_places(world: &World) -> Option<Vec<String>> {
    world.exchanges.last().and_then(|exchange| exchange.places.clone())
}

fn wait(
    world: &Shared<One>,
    calls: &mut Vec<Call>,
    location: &str,
    places: Option<Vec<String>>,
) -> Result<(), &'static str> {
    let scenario = Rc::clone(&world.borrow().side.scenario);
    let port = SimulatedPort { world: Rc::clone(world) };
    let waiting = wait_for_operation(&port, &scenario.options, scenario.wait, location);
    call(world, calls, async { Given::Wait(places, waiting.await) })
}

fn call(
    world: &Shared<One>,
    calls: &mut Vec<Call>,
    work: impl Future<Output = Given>,
) -> Result<(), &'static str> {
    let here = |world: &World| (world.log.len(), world.exchanges.len(), world.clock.now_ms);
    world.borrow_mut().side.provider.begin_call();
    let (log, exchanges, began_ms) = here(&world.borrow());
    let given = executor::run(world, MOST_POLLS, work)?;
    let world = &mut *world.borrow_mut();
    let (log_end, exchanges_end, ended_ms) = here(world);
    let ended = given.failure().map_or_else(
        || "well".to_owned(),
        |failure| format!("{:?}, {:?}: {}", failure.kind, failure.outcome, failure.message),
    );
    world.note(What::Ended(ended));
    calls.push(Call {
        given,
        log: log..log_end,
        exchanges: exchanges..exchanges_end,
        began_ms,
        ended_ms,
        left_over: world.waits.count(),
    });
    Ok(())
}
