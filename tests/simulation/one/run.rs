//! One run: the calls of one seed, and what they came to.

use std::cell::RefCell;
use std::rc::Rc;

use msgraph_chats::{CreatedChat, Failure, create_chat, wait_for_operation};

use crate::executor;
use crate::facts::Says;
use crate::honesty::Created;
use crate::log::What;
use crate::port::SimulatedPort;
use crate::random::Random;
use crate::scenario::{Plan, Scenario};
use crate::world::{Shared, World};

/// More polls than any sound run needs.
const MOST_POLLS: u32 = 10_000;

/// What a call gave.
pub(crate) enum Given {
    Creation(Created),
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
    /// When nothing is under way any more.
    pub(crate) world: World,
    pub(crate) calls: Vec<Call>,
    /// Why a call did not end.
    pub(crate) stuck: Option<&'static str>,
}

impl Run {
    pub(crate) fn creations(&self) -> impl Iterator<Item = &Created> {
        self.calls.iter().filter_map(|call| match &call.given {
            Given::Creation(result) => Some(result),
            Given::Wait(..) => None,
        })
    }
}

/// Runs a seed.
pub(crate) fn run(seed: u64) -> Run {
    let mut random = Random::new(seed);
    let scenario = Scenario::draw_one(&mut random);
    let world = Rc::new(RefCell::new(World::new(random, scenario, None)));
    let mut calls = Vec::new();
    let stuck = make_calls(&world, &mut calls).err();
    Run { world: World::end(world), calls, stuck }
}

fn make_calls(world: &Shared, calls: &mut Vec<Call>) -> Result<(), &'static str> {
    let scenario = Rc::clone(&world.borrow().scenario);
    if let Plan::Wait(location, places) = &scenario.plan {
        return wait(world, calls, location, places.clone());
    }
    let body = scenario.first_body();
    let port = SimulatedPort::new(world);
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
    match &world.exchanges.last()?.facts()?.says {
        Says::Operation { places, .. } => Some(places.clone()),
        _ => None,
    }
}

fn wait(
    world: &Shared,
    calls: &mut Vec<Call>,
    location: &str,
    places: Option<Vec<String>>,
) -> Result<(), &'static str> {
    let scenario = Rc::clone(&world.borrow().scenario);
    let port = SimulatedPort::new(world);
    let waiting = wait_for_operation(&port, &scenario.options, scenario.wait, location);
    call(world, calls, async { Given::Wait(places, waiting.await) })
}

fn call(
    world: &Shared,
    calls: &mut Vec<Call>,
    work: impl Future<Output = Given>,
) -> Result<(), &'static str> {
    let here = |world: &World| (world.log.len(), world.exchanges.len(), world.clock.now_ms);
    world.borrow_mut().provider.remembered.clear();
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
