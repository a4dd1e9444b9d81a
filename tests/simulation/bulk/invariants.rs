//! What must be true after every run over many requests, whatever happened in it.

use std::collections::{BTreeMap, BTreeSet};

use msgraph_chats::{CreatedChat, FailureKind, HttpRequest, OnUnknown, Outcome};
use serde::Deserialize;

use super::judge::judge;
use super::requests::Kind;
use super::run::Run;
use super::story::{SourceEnd, Story};

/// Graph's limit for a request.
const LARGEST_BODY: usize = 4_000_000;

/// Everything that is wrong with a run.
pub(crate) fn broken(run: &Run, story: &Story) -> Vec<String> {
    let mut broken = story.problems.clone();
    let mut promise = |kept: bool, what: &str| {
        if !kept {
            broken.push(what.to_owned());
        }
    };
    promise(run.left_over == 0, "timers, tokens or requests are left over at the end");
    match &run.result {
        Err(stuck) => promise(false, stuck),
        Ok(Ok(())) => promise(
            story.source != SourceEnd::Failed || story.aborted.is_some(),
            "a source that failed did not make the iteration fail",
        ),
        Ok(Err(failure)) => {
            promise(failure.kind == FailureKind::Usage, "the iteration failed, but not as a usage error");
            promise(story.source == SourceEnd::Failed, "the iteration failed, but the source did not");
        }
    }
    if let Some(aborted) = story.aborted {
        promise(run.ended_ms == aborted.at_ms, "the run did not end when the caller aborted");
    }
    one_outcome_each(run, story, &mut promise);
    honest(run, &mut promise);
    for exchange in &run.exchanges {
        promise(
            well_formed(&exchange.request, run.scenario.bulk.batch_size),
            "a request is not as documented",
        );
    }
    let sendings = sendings(run);
    let most = run.scenario.options.max_attempts as usize + usize::from(run.scenario.can_answer_claims);
    promise(sendings.values().all(|own| own.len() <= most), "a request was sent more often than allowed");
    if run.outcomes.len() == story.emitted.len() {
        for (number, outcome) in run.outcomes.iter().enumerate() {
            let index = usize::try_from(outcome.index).unwrap();
            let own = sendings.get(&index).map_or(&[][..], Vec::as_slice);
            broken.extend(
                judge(run, story, number, own).err().map(|problem| format!("request {index}: {problem}")),
            );
        }
    }
    broken
}

fn one_outcome_each(run: &Run, story: &Story, promise: &mut impl FnMut(bool, &str)) {
    let indexes: BTreeSet<u64> = run.outcomes.iter().map(|outcome| outcome.index).collect();
    promise(indexes.len() == run.outcomes.len(), "a request has two outcomes");
    promise(indexes.len() == story.read, "a request that was read has no outcome");
    promise(indexes.iter().copied().eq(0..story.read as u64), "an outcome has the wrong index");
    if run.result.is_ok() && story.aborted.is_none() {
        let all = run.scenario.source.fails_at.unwrap_or(usize::MAX).min(run.scenario.requests.len());
        promise(story.read == all, "the source was not read to its end");
    }
}

/// What is said of the chats is true, now that nothing is under way any more.
fn honest(run: &Run, promise: &mut impl FnMut(bool, &str)) {
    let none = Vec::new();
    for (index, ids) in &run.graph.made {
        let asked_for =
            run.scenario.kind(*index) == Kind::Group && run.scenario.options.on_unknown == OnUnknown::Repeat;
        promise(asked_for || ids.len() <= 1, "a group was created twice");
    }
    for outcome in &run.outcomes {
        let index = usize::try_from(outcome.index).unwrap();
        let made = run.graph.made.get(&index).unwrap_or(&none);
        match &outcome.result {
            Err(failure) if failure.outcome == Outcome::NotCreated => {
                promise(made.is_empty(), "notCreated was said of a chat that exists");
            }
            Err(_) => {}
            Ok(CreatedChat::Created { chat, .. }) => {
                let own = made.iter().any(|id| chat.contains(id.as_str()));
                promise(own, "created was said of a chat that does not exist");
            }
            Ok(CreatedChat::Accepted { chat_id, .. }) => {
                let own = chat_id.as_ref().is_some_and(|id| made.contains(id));
                promise(own, "accepted was said of a chat that is not made");
            }
        }
    }
}

/// In which exchanges, and at which place of them, each request was sent.
pub(crate) fn sendings(run: &Run) -> BTreeMap<usize, Vec<(usize, usize)>> {
    let mut sendings: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, exchange) in run.exchanges.iter().enumerate() {
        for (place, index) in exchange.items.iter().enumerate() {
            sendings.entry(*index).or_default().push((number, place));
        }
    }
    sendings
}

/// Whether a request is as Graph documents it.
pub(crate) fn well_formed(request: &HttpRequest, batch_size: usize) -> bool {
    let body = request.body.as_deref().unwrap_or_default();
    let header = |wanted: &str| {
        let mut values = request.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
        values.next().filter(|_| values.next().is_none()).map(|(_, value)| value.as_str())
    };
    let headers = header("Authorization").is_some_and(|value| value.starts_with("Bearer "))
        && header("Content-Type") == Some("application/json")
        && header("client-request-id").is_some_and(|value| value.len() == 36);
    if request.url.ends_with("/v1.0/chats") {
        return headers && (batch_size == 1 || body.len() > LARGEST_BODY / 2);
    }
    let Ok(Batch { requests }) = serde_json::from_str(body) else { return false };
    let ids: BTreeSet<&str> = requests.iter().map(|part| part.id).collect();
    let sound = requests.iter().all(|part| {
        let Part { method, url, headers, body, .. } = part;
        (*method, *url, headers.content_type) == ("POST", "/chats", "application/json")
            && !body.chat_type.is_empty()
    });
    headers
        && sound
        && batch_size > 1
        && request.url.ends_with("/v1.0/$batch")
        && (1..=20).contains(&requests.len())
        && ids.len() == requests.len()
        && body.len() <= LARGEST_BODY
}

#[derive(Deserialize)]
struct Batch<'a> {
    #[serde(borrow)]
    requests: Vec<Part<'a>>,
}

#[derive(Deserialize)]
struct Part<'a> {
    id: &'a str,
    method: &'a str,
    url: &'a str,
    headers: PartHeaders<'a>,
    body: PartBody<'a>,
}

#[derive(Deserialize)]
struct PartHeaders<'a> {
    #[serde(rename = "Content-Type")]
    content_type: &'a str,
}

#[derive(Deserialize)]
struct PartBody<'a> {
    #[serde(rename = "chatType")]
    chat_type: &'a str,
}
