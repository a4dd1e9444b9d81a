//! One run: groups that are created, looked for or reused, alone or many at once; and the promises that are checked when it is over.

use msgraph_chats::{
    BulkOptions, CallOptions, ChatOutcome, ClientOptions, CreatedChat, FindOptions, IfExists, MissingMembers,
    OnUnknown, Outcome, create_chat, create_chats, find_chats, missing_members,
};
use serde_json::{Value, json};

use super::port::PresencePort;
use super::world::{BEGIN_MS, Chat, Habits, Post, User, World, address_of, has_address, id_of};
use crate::random::Random;

/// A group that is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) topic: Option<String>,
    pub(crate) members: Vec<User>,
    pub(crate) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    One,
    Many,
}

pub(crate) struct Run {
    pub(crate) plan: Plan,
    pub(crate) on_unknown: OnUnknown,
    pub(crate) if_exists: IfExists,
    pub(crate) habits: Habits,
    pub(crate) is_aborted: bool,
    pub(crate) wanted: Vec<Wanted>,
    pub(crate) outcomes: Vec<ChatOutcome>,
    pub(crate) is_stuck: bool,
    /// Before the run.
    pub(crate) before: Vec<Chat>,
    pub(crate) chats: Vec<Chat>,
    pub(crate) posts: Vec<Post>,
    pub(crate) lists_ms: Vec<u64>,
    /// The chats that a search found, for the first of the groups.
    pub(crate) found: Vec<(String, bool)>,
    /// Of the first chat, for the first of the groups.
    pub(crate) missing: Option<MissingMembers>,
    pub(crate) problems: Vec<String>,
    pub(crate) log: Vec<String>,
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
    let habits = Habits {
        lost_percent: random.one_of(&[0, 30, 60, 100]),
        throttled_percent: random.one_of(&[0, 0, 10, 40]),
        list_faults_percent: random.one_of(&[0, 0, 0, 20]),
        refuses_lists: random.chance(5),
        takes_filter: random.chance(60),
        leads_elsewhere: random.chance(5),
        empty_pages: random.chance(30),
        page_size: random.one_of(&[1, 3, 50, 50]),
        is_busy: random.chance(40),
        ahead_ms: random.one_of(&[0, 0, 59_000, -59_000, 20_000]),
    };
    let number = if plan == Plan::One { 1 } else { random.between(1, 12) };
    let wanted: Vec<Wanted> = (0..number).map(|_| draw(&mut random)).collect();
    let aborts_at_ms = random.chance(10).then(|| random.below(15_000));
    let mut world = World {
        random,
        habits: Habits { is_busy: false, ..habits.clone() },
        now_ms: 0,
        chats: Vec::new(),
        posts: Vec::new(),
        lists_ms: Vec::new(),
        problems: Vec::new(),
        log: Vec::new(),
    };
    furnish(&mut world, &wanted);
    world.habits = habits.clone();
    let before = world.chats.clone();
    let port =
        PresencePort::new(world, wanted.iter().map(|group| group.text.clone()).collect(), aborts_at_ms);
    let options = ClientOptions { max_attempts: 3, ..ClientOptions::default() };
    let call = CallOptions { on_unknown: Some(on_unknown), if_exists, ..CallOptions::default() };
    let is_done = match plan {
        Plan::One => port.run(create_chat(&port, &options, &call, &wanted[0].text)).map(|result| {
            port.outcomes.borrow_mut().push(ChatOutcome { index: 0, result });
        }),
        Plan::Many => {
            let batch_size = port.world.borrow_mut().random.one_of(&[1, 3, 20]);
            let bulk =
                BulkOptions { on_unknown: Some(on_unknown), if_exists, batch_size, ..BulkOptions::default() };
            port.run(create_chats(&port, &options, &bulk)).map(drop)
        }
    };
    let is_aborted = aborts_at_ms.is_some_and(|at_ms| port.world.borrow().now_ms >= at_ms);
    let mut missing = None;
    if !is_aborted {
        let call = CallOptions::default();
        let find = FindOptions::default();
        let search = find_chats(&port, &options, &call, &find, &wanted[0].text);
        if port.run(search).is_none_or(|found| found.is_err()) {
            port.found.borrow_mut().clear();
        }
        if let Some(chat) = before.first() {
            let look = missing_members(&port, &options, &call, &chat.id, &wanted[0].text);
            missing = port.run(look).and_then(Result::ok);
        }
    }
    let id = |chat: &str| serde_json::from_str::<Value>(chat).unwrap()["id"].as_str().unwrap().to_owned();
    let found = port.found.borrow().iter().map(|found| (id(&found.chat), found.is_exact)).collect();
    let world = port.world.into_inner();
    Run {
        plan,
        on_unknown,
        if_exists,
        habits,
        is_aborted,
        wanted,
        outcomes: port.outcomes.into_inner(),
        is_stuck: is_done.is_none(),
        before,
        chats: world.chats,
        posts: world.posts,
        lists_ms: world.lists_ms,
        found,
        missing,
        problems: world.problems,
        log: world.log,
    }
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
        request["topic"] = Value::from(topic.as_str());
    }
    Wanted { topic, members, text: request.to_string() }
}

/// What is there before: chats that are equal, and such as are nearly so.
fn furnish(world: &mut World, wanted: &[Wanted]) {
    let begin_ahead_ms = world.habits.ahead_ms;
    for group in wanted {
        for _ in 0..world.random.below(4) {
            let (mut topic, mut members) = (group.topic.clone(), group.members.clone());
            match world.random.below(6) {
                0 => members.push(999),
                1 => drop(members.pop()),
                2 => topic = Some("Another".to_owned()),
                3 => members[0] = 998,
                _ => {}
            }
            // Long before, by anybody's clock.
            world.habits.ahead_ms = begin_ahead_ms - 86_400_000;
            world.add(topic, members, 0, false);
        }
    }
    world.habits.ahead_ms = begin_ahead_ms;
}

impl Wanted {
    fn is(&self, topic: Option<&String>, members: &[User]) -> bool {
        let mut sorted = members.to_vec();
        sorted.sort_unstable();
        self.topic.as_ref() == topic && self.members == sorted
    }
}

/// Every promise that was broken.
pub(crate) fn broken(run: &Run) -> Vec<String> {
    let mut broken = run.problems.clone();
    if run.is_stuck {
        broken.push("it does not come to an end".to_owned());
    }
    if run.outcomes.len() != run.wanted.len() && !run.is_aborted {
        broken.push(format!("{} outcomes of {} requests", run.outcomes.len(), run.wanted.len()));
    }
    let reuses = run.if_exists == IfExists::Reuse;
    let mut given: Vec<(&str, usize)> = Vec::new();
    for outcome in &run.outcomes {
        let index = usize::try_from(outcome.index).unwrap();
        let Ok(CreatedChat::Created { chat, found, duplicates, .. }) = &outcome.result else { continue };
        let resource: Value = serde_json::from_str(chat).unwrap();
        let Some(truth) = run.chats.iter().find(|chat| resource["id"] == *chat.id) else {
            broken.push(format!("{index}: there is no such chat"));
            continue;
        };
        let wanted = &run.wanted[index];
        if !wanted.is(truth.topic.as_ref(), &truth.members) {
            broken.push(format!("{index}: {truth:?} is not what was asked for"));
        }
        if *found
            && resource["members"].as_array().map(Vec::len).is_some_and(|shown| shown != truth.members.len())
        {
            broken.push(format!("{index}: the chat comes without some of its members"));
        }
        if *found && !reuses && truth.created_ms < BEGIN_MS - 60_000 {
            broken.push(format!("{index}: {truth:?} is older than the creation"));
        }
        for other in duplicates {
            let is_equal = run
                .chats
                .iter()
                .any(|chat| chat.id == *other && wanted.is(chat.topic.as_ref(), &chat.members));
            if !is_equal || *other == truth.id {
                broken.push(format!("{index}: {other} is no duplicate"));
            }
        }
        for (_, other) in given.iter().filter(|(id, _)| *id == truth.id) {
            if !reuses || !wanted.is(run.wanted[*other].topic.as_ref(), &run.wanted[*other].members) {
                broken.push(format!("{} is given to {other} and to {index}", truth.id));
            }
        }
        given.push((&truth.id, index));
    }
    for (index, wanted) in run.wanted.iter().enumerate() {
        let equal = |outcome: &&ChatOutcome| {
            let other = &run.wanted[usize::try_from(outcome.index).unwrap()];
            wanted.is(other.topic.as_ref(), &other.members)
        };
        let asked = run.wanted.iter().filter(|other| wanted.is(other.topic.as_ref(), &other.members)).count();
        let posted = |post: &&Post| !post.throttled && wanted.is(post.topic.as_ref(), &post.members);
        let posts = run.posts.iter().filter(posted).count();
        if posts > asked {
            broken.push(format!("{index}: {posts} creations of {asked} requests"));
        }
        let made = run
            .chats
            .iter()
            .filter(|chat| chat.ours && wanted.is(chat.topic.as_ref(), &chat.members))
            .count();
        let perhaps = run.outcomes.iter().filter(equal).filter(|outcome| {
            outcome.result.as_ref().err().is_none_or(|failure| failure.outcome == Outcome::Unknown)
        });
        if made > perhaps.count() && run.outcomes.len() == run.wanted.len() {
            broken.push(format!("{index}: notCreated is said of one of {made} that exist"));
        }
        let was_there = run.before.iter().any(|chat| wanted.is(chat.topic.as_ref(), &chat.members));
        if reuses && was_there && !run.habits.leads_elsewhere && posts > 0 && !run.habits.is_busy {
            broken.push(format!("{index}: a second one is made of a group that is listed"));
        }
        if reuses && made > 1 {
            broken.push(format!("{index}: {made} are made of equal groups"));
        }
    }
    broken.extend(left_unfound(run));
    broken.extend(ill_searched(run));
    broken
}

/// A group that was made and is listed when it is looked for last is found.
fn left_unfound(run: &Run) -> Option<String> {
    let Habits {
        list_faults_percent: 0, refuses_lists: false, leads_elsewhere: false, is_busy: false, ..
    } = run.habits
    else {
        return None;
    };
    let [outcome] = &run.outcomes[..] else { return None };
    let failure = outcome.result.as_ref().err()?;
    let looked = run.on_unknown == OnUnknown::Look && failure.outcome == Outcome::Unknown && !run.is_aborted;
    // Of the last three lists two are of the search behind the run.
    let last_ms = run.lists_ms.iter().rev().nth(1)?;
    let ours = run.chats.iter().find(|chat| chat.ours)?;
    (looked && ours.listed_ms <= *last_ms).then(|| format!("{ours:?} is not found at {last_ms} ms"))
}

/// A search finds what is there, and members that are missing are.
fn ill_searched(run: &Run) -> Vec<String> {
    let wanted = &run.wanted[0];
    let mut broken = Vec::new();
    for (id, is_exact) in &run.found {
        let truth = run.chats.iter().find(|chat| chat.id == *id).unwrap();
        let any_topic = wanted.topic.is_none() || wanted.topic == truth.topic;
        let mut members = truth.members.clone();
        members.sort_unstable();
        if *is_exact && !(any_topic && wanted.members == members) {
            broken.push(format!("{truth:?} is found for {wanted:?}"));
        }
    }
    if let (Some(missing), Some(chat)) = (&run.missing, run.before.first()) {
        let names: Value = serde_json::from_str(&wanted.text).unwrap();
        let names = names["members"].as_array().unwrap();
        for at in &missing.missing {
            let name = names[*at].as_str().unwrap().to_lowercase();
            if chat.members.iter().any(|user| id_of(*user) == name || address_of(*user) == name) {
                broken.push(format!("{name} is said to be missing in {chat:?}"));
            }
        }
    }
    broken
}
