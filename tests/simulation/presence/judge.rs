//! The promises that are checked when a run is over.

use msgraph_chats::{CreatedChat, IfExists, OnUnknown, Outcome};
use serde_json::Value;

use super::lists::Chat;
use super::people::{address_of, id_of};
use super::run::{Run, Wanted, shown};
use crate::clock::EPOCH_MS;
use crate::secrets;

/// How far a clock may be behind another.
const GRACE_MS: u64 = 60_000;

/// Every promise that was broken.
pub(crate) fn broken(run: &Run) -> Vec<String> {
    let mut broken: Vec<String> = run.stuck.iter().map(|stuck| (*stuck).to_owned()).collect();
    if run.world.desk.outcomes.len() != run.wanted.len() && !run.world.aborted {
        broken.push(format!("{} outcomes of {} requests", run.world.desk.outcomes.len(), run.wanted.len()));
    }
    broken.extend(given_wrongly(run));
    for (index, wanted) in run.wanted.iter().enumerate() {
        broken.extend(made_wrongly(run, wanted).into_iter().map(|problem| format!("{index}: {problem}")));
    }
    broken.extend(left_unfound(run));
    broken.extend(ill_searched(run));
    broken.extend(wrongly_missing(run));
    let outcomes = run.world.desk.outcomes.iter();
    broken.extend(secrets::told(&run.world, outcomes.map(|outcome| secrets::told_of(&outcome.result))));
    broken
}

/// A chat that is given is the one, whole, new enough, and nobody else's.
fn given_wrongly(run: &Run) -> Vec<String> {
    let mut broken = Vec::new();
    let reuses = run.if_exists == IfExists::Reuse;
    let begin_ms = EPOCH_MS.saturating_add_signed(run.world.scenario.ahead_ms);
    let mut given: Vec<(&str, usize)> = Vec::new();
    for outcome in &run.world.desk.outcomes {
        let index = usize::try_from(outcome.index).unwrap();
        let wanted = &run.wanted[index];
        let Ok(CreatedChat::Created { chat, found, duplicates, .. }) = &outcome.result else { continue };
        let resource: Value = serde_json::from_str(chat).unwrap();
        let Some(truth) = run.lists.chats.iter().find(|chat| resource["id"] == *chat.id) else {
            broken.push(format!("{index}: there is no such chat"));
            continue;
        };
        if !wanted.is(truth.topic.as_ref(), &truth.members) {
            broken.push(format!("{index}: {truth:?} is not what was asked for"));
        }
        if *found && shown(&resource).is_some_and(|shown| shown != truth.members.len()) {
            broken.push(format!("{index}: the chat comes without some of its members"));
        }
        if *found && !reuses && truth.created_ms < begin_ms - GRACE_MS {
            broken.push(format!("{index}: {truth:?} is older than the creation"));
        }
        let is_equal = |id: &String| {
            run.lists.chats.iter().any(|chat| chat.id == *id && wanted.is(chat.topic.as_ref(), &chat.members))
        };
        if duplicates.iter().any(|other| *other == truth.id || !is_equal(other)) {
            broken.push(format!("{index}: one of {duplicates:?} is no duplicate"));
        }
        let is_newer = |chat: &&Chat| duplicates.contains(&chat.id) && chat.created_ms > truth.created_ms;
        if let Some(newer) = run.lists.chats.iter().find(is_newer) {
            broken.push(format!("{index}: {} is given, and not {newer:?}", truth.id));
        }
        for (_, other) in given.iter().filter(|(id, _)| *id == truth.id) {
            if !reuses || !wanted.is(run.wanted[*other].topic.as_ref(), &run.wanted[*other].members) {
                broken.push(format!("{} is given to {other} and to {index}", truth.id));
            }
        }
        given.push((&truth.id, index));
    }
    broken
}

/// Nothing is made twice, or made though it is said not to be.
fn made_wrongly(run: &Run, wanted: &Wanted) -> Option<String> {
    let reuses = run.if_exists == IfExists::Reuse;
    let asked = run.wanted.iter().filter(|other| wanted.is(other.topic.as_ref(), &other.members)).count();
    let posts = run
        .lists
        .posts
        .iter()
        .filter(|post| !post.throttled && wanted.is(post.topic.as_ref(), &post.members));
    let posts = posts.count();
    if posts > asked {
        return Some(format!("{posts} creations of {asked} requests"));
    }
    let made = run
        .lists
        .chats
        .iter()
        .filter(|chat| chat.ours && wanted.is(chat.topic.as_ref(), &chat.members))
        .count();
    let perhaps = run.world.desk.outcomes.iter().filter(|outcome| {
        let other = &run.wanted[usize::try_from(outcome.index).unwrap()];
        let may_be = outcome.result.as_ref().err().is_none_or(|failure| failure.outcome == Outcome::Unknown);
        may_be && wanted.is(other.topic.as_ref(), &other.members)
    });
    if made > perhaps.count() && run.world.desk.outcomes.len() == run.wanted.len() {
        return Some(format!("notCreated is said of one of {made} that exist"));
    }
    let was_there = run.before.iter().any(|chat| wanted.is(chat.topic.as_ref(), &chat.members));
    // Where chats move while they are listed, a list may lack one.
    if reuses && was_there && posts > 0 && !run.lists.habits.is_busy {
        return Some("a second one is made of a group that is listed".to_owned());
    }
    (reuses && made > 1).then(|| format!("{made} are made of equal groups"))
}

/// A group that was made and is listed when it is looked for last is found.
fn left_unfound(run: &Run) -> Option<String> {
    let [outcome] = &run.world.desk.outcomes[..] else { return None };
    let failure = outcome.result.as_ref().err().filter(|_| run.lists.habits.lists_are_good())?;
    let looked =
        run.on_unknown == OnUnknown::Look && failure.outcome == Outcome::Unknown && !run.world.aborted;
    let (first_ms, last_ms) =
        run.written_ms.first().copied().zip(run.written_ms.last().copied()).unwrap_or((0, 0));
    if looked && last_ms < first_ms + 9_000 {
        return Some(format!("it is looked for from {first_ms} to {last_ms} ms only"));
    }
    let ours = run.lists.chats.iter().find(|chat| chat.ours)?;
    (looked && ours.listed_ms <= last_ms).then(|| format!("{ours:?} is not found at {last_ms} ms"))
}

/// A search finds what is there, whole, and nothing else.
fn ill_searched(run: &Run) -> Vec<String> {
    let Some((began_ms, found)) = &run.found else { return Vec::new() };
    let wanted = &run.wanted[0];
    let mut broken = Vec::new();
    for chat in &run.lists.chats {
        let topic = wanted.topic.is_none() || wanted.topic == chat.topic;
        let is_wanted = topic && wanted.has(&chat.members);
        if found.iter().filter(|(id, ..)| *id == chat.id).count() > 1 {
            broken.push(format!("{chat:?} is found twice"));
        }
        let exact = found.iter().find(|(id, _, is_exact)| *id == chat.id && *is_exact);
        if exact.is_some_and(|(_, members, _)| *members != chat.members.len() || !is_wanted) {
            broken.push(format!("{chat:?} is found as {exact:?} for {wanted:?}"));
        }
        if is_wanted && exact.is_none() && chat.listed_ms <= *began_ms && run.lists.habits.lists_are_good() {
            broken.push(format!("{chat:?} is not found for {wanted:?}"));
        }
    }
    broken
}

/// Who is said to be missing is, and who is missing is said to be, or to be uncertain.
fn wrongly_missing(run: &Run) -> Option<String> {
    let (missing, chat) = run.missing.as_ref().zip(run.before.first())?;
    let request: Value = serde_json::from_str(&run.wanted[0].text).unwrap();
    let wrong = request["members"].as_array().unwrap().iter().enumerate().find(|(at, name)| {
        let name = name.as_str().unwrap().to_lowercase();
        let is_there = chat.members.iter().any(|user| id_of(*user) == name || address_of(*user) == name);
        let is_missing = missing.missing.contains(at);
        if is_there { is_missing } else { !is_missing && !missing.uncertain.contains(at) }
    });
    wrong.map(|(at, name)| format!("{name}, at {at}, is wrong in {missing:?} of {chat:?}"))
}
