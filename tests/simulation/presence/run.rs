//! One run: groups that are created, looked for or reused, alone or many at once; then a search, and who is missing.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use msgraph_chats::{
    BulkOptions, CallOptions, ChatOutcome, ClientOptions, FindOptions, GraphOptions, IfExists,
    MissingMembers, OnUnknown, create_chat, create_chats, find_chats, missing_members,
};
use serde_json::{Value, json};

use super::habits::Habits;
use super::lists::{Chat, Lists};
use super::people::{User, address_of, has_address, id_of};
use crate::clock::EPOCH_MS;
use crate::executor;
use crate::port::SimulatedPort;
use crate::random::Random;
use crate::requests::{Kind, Planned};
use crate::scenario::Scenario;
use crate::world::{AbortPlan, World};

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
    pub(crate) wanted: Vec<Wanted>,
    pub(crate) stuck: Option<&'static str>,
    pub(crate) world: World,
    /// Graph when nothing is under way any more, and the chats that were there before the run.
    pub(crate) lists: Lists,
    pub(crate) before: Vec<Chat>,
    /// When lists were written before the search.
    pub(crate) written_ms: Vec<u64>,
    /// When the search began, by Graph's clock, and the chats that it found for the first of the groups; none if it failed.
    pub(crate) found: Option<(u64, Vec<Found>)>,
    /// Of the first chat, for the first of the groups.
    pub(crate) missing: Option<MissingMembers>,
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
    let scenario = scenario(&mut random, &habits, &wanted);
    let bulk = BulkOptions {
        on_unknown: Some(on_unknown),
        if_exists,
        batch_size: random.one_of(&[1, 3, 20]),
        ..BulkOptions::default()
    };
    let call = CallOptions { on_unknown: Some(on_unknown), if_exists, ..CallOptions::default() };
    let options = scenario.options.clone();
    let lists = furnish(&mut random, &wanted, Lists::new(habits));
    let before = lists.chats.clone();
    let world = Rc::new(RefCell::new(World::new(random, scenario, None)));
    world.borrow_mut().lists = Some(lists);
    let port = SimulatedPort::new(&world);
    let stuck = match plan {
        Plan::One => executor::run(&world, MOST_POLLS, create_chat(&port, &options, &call, &wanted[0].text))
            .map(|result| world.borrow_mut().desk.outcomes.push(ChatOutcome { index: 0, result })),
        Plan::Many => executor::run(&world, MOST_POLLS, create_chats(&port, &options, &bulk)).map(drop),
    };
    let written_ms = world.borrow().lists.as_ref().unwrap().written_ms.clone();
    let (found, missing) = if world.borrow().aborted || stuck.is_err() {
        (None, None)
    } else {
        look_around(&port, &options, &wanted[0], &before)
    };
    drop(port);
    let mut world = World::end(world);
    let lists = world.lists.take().unwrap();
    Run {
        plan,
        on_unknown,
        if_exists,
        wanted,
        stuck: stuck.err(),
        world,
        lists,
        before,
        written_ms,
        found,
        missing,
    }
}

fn scenario(random: &mut Random, habits: &Habits, wanted: &[Wanted]) -> Scenario {
    let (graph, problem) = GraphOptions::from_json(&json!({ "baseUrl": habits.root }).to_string());
    assert!(problem.is_ok());
    let planned = |group: &Wanted| Planned { kind: Kind::Group, own_text: Some(group.text.clone()) };
    Scenario {
        options: ClientOptions { graph, max_attempts: 3, ..ClientOptions::default() },
        requests: Rc::new(wanted.iter().map(planned).collect()),
        root: habits.root,
        trouble_percent: random.one_of(&[0, 0, 30]),
        list_trouble_percent: habits.list_faults_percent,
        ahead_ms: random.one_of(&[0, 0, 59_000, -59_000, -20_000]),
        can_answer_claims: habits.can_answer_claims,
        tokens_change: true,
        abort: match random.below(20) {
            0 => AbortPlan::AtTime(random.below(15_000)),
            1 => AbortPlan::AtStep(random.below(40)),
            _ => AbortPlan::Never,
        },
        version: "v1.0",
        ..Scenario::default()
    }
}

fn look_around(
    port: &SimulatedPort,
    options: &ClientOptions,
    wanted: &Wanted,
    before: &[Chat],
) -> (Option<(u64, Vec<Found>)>, Option<MissingMembers>) {
    let world = &port.world;
    let (call, find) = (CallOptions::default(), FindOptions::default());
    let began_ms = world.borrow().graph_time_ms();
    let search = find_chats(port, options, &find, &wanted.text);
    let is_done = executor::run(world, MOST_POLLS, search).is_ok_and(|result| result.is_ok());
    let found = std::mem::take(&mut world.borrow_mut().desk.found).into_iter().map(|found| {
        let chat: Value = serde_json::from_str(&found.chat).unwrap();
        (chat["id"].as_str().unwrap().to_owned(), shown(&chat).unwrap_or(0), found.is_exact)
    });
    let found = Some((began_ms, found.collect())).filter(|_| is_done);
    let missing = before.first().and_then(|chat| {
        let look = missing_members(port, options, &call, &chat.id, &wanted.text);
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
fn furnish(random: &mut Random, wanted: &[Wanted], mut lists: Lists) -> Lists {
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
            lists.add((topic, members), EPOCH_MS - DAY_MS, 0, false);
        }
    }
    lists
}
