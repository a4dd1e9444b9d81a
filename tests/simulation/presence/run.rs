//! One run: groups that are created, looked for or reused, alone or many at once; then a search, and who is missing.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use msgraph_chats::{
    BulkOptions, CallOptions, ChatOutcome, ClientOptions, GraphOptions, HttpRequest, IfExists,
    MissingMembers, OnUnknown, create_chat, create_chats, find_chats, missing_members,
};
use serde_json::{Value, json};

use super::graph::{Chat, Graph, Post, User, address_of, has_address, id_of};
use super::habits::Habits;
use super::side::{self, Presence};
use crate::bulk::requests::{Kind, Planned};
use crate::clock::EPOCH_MS;
use crate::desk::{ConsumerPlan, SourcePlan};
use crate::executor;
use crate::log::Entry;
use crate::port::SimulatedPort;
use crate::random::Random;
use crate::world::Shared;

/// More polls than any sound run needs.
const MOST_POLLS: u32 = 100_000;
const DAY_MS: u64 = 86_400_000;

/// A group that is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) topic: Option<String>,
    pub(crate) members: Vec<User>,
    pub(crate) text: String,
}

impl Wanted {
    pub(crate) fn is(&self, topic: Option<&String>, members: &[User]) -> bool {
        self.topic.as_ref() == topic && self.has(members)
    }

    pub(crate) fn has(&self, members: &[User]) -> bool {
        let mut sorted = members.to_vec();
        sorted.sort_unstable();
        self.members == sorted
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    One,
    Many,
}

/// What a search found: the id of a chat, with how many members it was given, and whether it is exact.
pub(crate) type Found = (String, usize, bool);

pub(crate) struct Run {
    pub(crate) plan: Plan,
    pub(crate) on_unknown: OnUnknown,
    pub(crate) if_exists: IfExists,
    pub(crate) habits: Habits,
    pub(crate) is_aborted: bool,
    pub(crate) wanted: Vec<Wanted>,
    pub(crate) outcomes: Vec<ChatOutcome>,
    pub(crate) stuck: Option<&'static str>,
    /// Before the run.
    pub(crate) before: Vec<Chat>,
    pub(crate) chats: Vec<Chat>,
    pub(crate) posts: Vec<Post>,
    /// When lists were written before the search.
    pub(crate) lists_ms: Vec<u64>,
    /// When the search began, by Graph's clock, and the chats that it found for the first of the groups; none if it failed.
    pub(crate) found: Option<(u64, Vec<Found>)>,
    /// Of the first chat, for the first of the groups.
    pub(crate) missing: Option<MissingMembers>,
    pub(crate) requests: Vec<HttpRequest>,
    pub(crate) met: Vec<&'static str>,
    pub(crate) log: Vec<Entry>,
}

pub(crate) fn run(seed: u64) -> Run {
    let mut random = Random::new(seed);
    let plan = random.one_of(&[Plan::One, Plan::Many]);
    let (on_unknown, if_exists) = random.one_of(&[
        (OnUnknown::Look, IfExists::Create),
        (OnUnknown::Look, IfExists::Create),
        (OnUnknown::Look, IfExists::Reuse),
        (OnUnknown::Report, IfExists::Reuse),
    ]);
    let habits = Habits::draw(&mut random);
    let number = if plan == Plan::One { 1 } else { random.one_of(&[1, 2, 3, 4, 12]) };
    let wanted: Vec<Wanted> = (0..number).map(|_| draw(&mut random)).collect();
    let graph = furnish(&mut random, &wanted);
    let before = graph.chats.clone();
    let batch_size = random.one_of(&[1, 3, 20]);
    let world = Rc::new(RefCell::new(side::world(random, habits.clone(), graph)));
    let options = options(habits.root);
    let port = SimulatedPort { world: Rc::clone(&world) };
    let call = CallOptions { on_unknown: Some(on_unknown), if_exists, ..CallOptions::default() };
    let bulk = BulkOptions { on_unknown: Some(on_unknown), if_exists, batch_size, ..BulkOptions::default() };
    let stuck = match plan {
        Plan::One => executor::run(&world, MOST_POLLS, create_chat(&port, &options, &call, &wanted[0].text))
            .map(|result| world.borrow_mut().desk.outcomes.push(ChatOutcome { index: 0, result })),
        Plan::Many => {
            let planned = |group: &Wanted| Planned { kind: Kind::Group, own_text: Some(group.text.clone()) };
            let requests = Rc::new(wanted.iter().map(planned).collect());
            world.borrow_mut().open(requests, SourcePlan::default(), ConsumerPlan::default());
            executor::run(&world, MOST_POLLS, create_chats(&port, &options, &bulk)).map(drop)
        }
    };
    let lists_ms = world.borrow().side.graph.lists_ms.clone();
    let is_aborted = world.borrow().aborted;
    let (found, missing) = if is_aborted || stuck.is_err() {
        (None, None)
    } else {
        look_around(&world, &options, &wanted[0], &before)
    };
    while executor::Clockwork::fire_next(&mut *world.borrow_mut()) {}
    let world = &mut *world.borrow_mut();
    let Presence { graph, .. } = &mut world.side;
    Run {
        plan,
        on_unknown,
        if_exists,
        habits,
        is_aborted,
        wanted,
        outcomes: std::mem::take(&mut world.desk.outcomes),
        stuck: stuck.err(),
        before,
        chats: std::mem::take(&mut graph.chats),
        posts: std::mem::take(&mut graph.posts),
        lists_ms,
        found,
        missing,
        met: std::mem::take(&mut graph.met),
        log: std::mem::take(&mut world.log),
        requests: world.exchanges.drain(..).map(|exchange| exchange.request).collect(),
    }
}

fn options(root: &str) -> ClientOptions {
    let (graph, problem) = GraphOptions::from_json(&json!({ "baseUrl": root }).to_string());
    assert!(problem.is_ok());
    ClientOptions { graph, max_attempts: 3, ..ClientOptions::default() }
}

fn look_around(
    world: &Shared<Presence>,
    options: &ClientOptions,
    wanted: &Wanted,
    before: &[Chat],
) -> (Option<(u64, Vec<Found>)>, Option<MissingMembers>) {
    let port = SimulatedPort { world: Rc::clone(world) };
    let (call, find) = Default::default();
    let began_ms = world.borrow().graph_time_ms();
    let search = find_chats(&port, options, &call, &find, &wanted.text);
    let is_done = executor::run(world, MOST_POLLS, search).is_ok_and(|result| result.is_ok());
    let found = std::mem::take(&mut world.borrow_mut().side.found).into_iter().map(|found| {
        let chat: Value = serde_json::from_str(&found.chat).unwrap();
        (chat["id"].as_str().unwrap().to_owned(), shown(&chat).unwrap_or(0), found.is_exact)
    });
    let found = Some((began_ms, found.collect())).filter(|_| is_done);
    let missing = before.first().and_then(|chat| {
        let look = missing_members(&port, options, &call, &chat.id, &wanted.text);
        executor::run(world, MOST_POLLS, look).ok().and_then(Result::ok)
    });
    (found, missing)
}

/// How many members a chat comes with; pages may repeat some.
pub(crate) fn shown(chat: &Value) -> Option<usize> {
    let ids = chat["members"].as_array()?.iter().map(|member| member["userId"].as_str());
    Some(ids.collect::<BTreeSet<_>>().len())
}

/// Groups are few, so that some are equal; some are so large that a list shows a part of them.
fn draw(random: &mut Random) -> Wanted {
    let size = random.one_of(&[2, 3, 3, 20, 26]);
    let first = random.one_of(&[1, 1, 2]);
    let members: Vec<User> = (first..first + size).collect();
    let topic = random.one_of(&[None, None, Some("Plan")]).map(str::to_owned);
    let mut names: Vec<String> = Vec::new();
    for user in &members {
        // Each is named in one way, or equal groups would not be known for that.
        let name = if user % 4 == 1 && has_address(*user) { address_of(*user) } else { id_of(*user) };
        names.push(if random.chance(40) { name.to_uppercase() } else { name });
    }
    if random.chance(50) {
        names.reverse();
    }
    let mut request = json!({ "chatType": "group", "members": names });
    if let Some(topic) = &topic {
        // Graph keeps no white space around it.
        request["topic"] = if random.chance(20) { format!(" {topic} ") } else { topic.clone() }.into();
    }
    Wanted { topic, members, text: request.to_string() }
}

/// What is there before: chats that are equal, and such as are nearly so; old by anybody's clock.
fn furnish(random: &mut Random, wanted: &[Wanted]) -> Graph {
    let mut graph = Graph::default();
    for group in wanted {
        for _ in 0..random.below(4) {
            let (mut topic, mut members) = (group.topic.clone(), group.members.clone());
            match random.below(6) {
                0 => members.push(999),
                1 => drop(members.pop()),
                2 => topic = Some("Another".to_owned()),
                3 => members[0] = 998,
                _ => {}
            }
            graph.add((topic, members), EPOCH_MS - DAY_MS, 0, false);
        }
    }
    graph
}
