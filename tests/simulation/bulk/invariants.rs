//! What must be true after every run over many requests, whatever happened in it.

use std::collections::{BTreeMap, BTreeSet};

use msgraph_chats::{FailureKind, build_chat};

use super::judge::judge;
use super::run::Run;
use super::story::{SourceEnd, Story};
use crate::exchange::Exchange;
use crate::honesty;
use crate::scenario::Scenario;

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
    for what in honesty::broken(&run.world, run.results()) {
        promise(false, what);
    }
    for exchange in &run.world.exchanges {
        promise(well_formed(&run.world.scenario, exchange), "a request is not as documented");
    }
    let sendings = sendings(run);
    let most =
        run.world.scenario.options.max_attempts as usize + usize::from(run.world.scenario.can_answer_claims);
    promise(sendings.values().all(|own| own.len() <= most), "a request was sent more often than allowed");
    if run.world.desk.outcomes.len() == story.emitted.len() {
        for (number, outcome) in run.world.desk.outcomes.iter().enumerate() {
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
    let indexes: BTreeSet<u64> = run.world.desk.outcomes.iter().map(|outcome| outcome.index).collect();
    promise(indexes.len() == run.world.desk.outcomes.len(), "a request has two outcomes");
    promise(indexes.len() == story.read, "a request that was read has no outcome");
    promise(indexes.iter().copied().eq(0..story.read as u64), "an outcome has the wrong index");
    if run.result.is_ok() && story.aborted.is_none() {
        let all =
            run.world.scenario.source.fails_at.unwrap_or(usize::MAX).min(run.world.scenario.requests.len());
        promise(story.read == all, "the source was not read to its end");
    }
}

/// In which exchanges, and at which place of them, each request was sent.
pub(crate) fn sendings(run: &Run) -> BTreeMap<usize, Vec<(usize, usize)>> {
    let mut sendings: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, exchange) in run.world.exchanges.iter().enumerate() {
        for (place, index) in exchange.items.iter().enumerate() {
            sendings.entry(*index).or_default().push((number, place));
        }
    }
    sendings
}

/// Whether a request is as Graph documents it, and holds the bodies that are built.
pub(crate) fn well_formed(scenario: &Scenario, exchange: &Exchange) -> bool {
    const HEAD: &str = r#""method":"POST","url":"/chats","headers":{"Content-Type":"application/json"}"#;
    let Exchange { request, items, .. } = exchange;
    let body = request.body.as_deref().unwrap_or_default();
    let headers = exchange.header("Authorization").is_some_and(|value| value.starts_with("Bearer "))
        && exchange.header("Content-Type") == Some("application/json")
        && exchange.header("client-request-id").is_some_and(|value| value.len() == 36);
    let built = |index: &usize| {
        build_chat(&scenario.requests[*index].text(*index), &scenario.options.graph).unwrap_or_default()
    };
    let root = format!("{}/{}", scenario.root, scenario.version);
    if request.url == format!("{root}/chats") {
        let is_alone = scenario.bulk.batch_size == 1 || body.len() > LARGEST_BODY / 2;
        return headers && is_alone && items.len() == 1 && body == built(&items[0]);
    }
    let part = |(id, index)| format!(r#"{{"id":"{id}",{HEAD},"body":{}}}"#, built(index));
    let parts: Vec<String> = items.iter().enumerate().map(part).collect();
    headers
        && scenario.bulk.batch_size > 1
        && request.url == format!("{root}/$batch")
        && (1..=20).contains(&items.len())
        && body.len() <= LARGEST_BODY
        && body == format!(r#"{{"requests":[{}]}}"#, parts.join(","))
}
