//! Counts what the runs reached, so that the simulation cannot become one of nothing.

use msgraph_chats::{CreatedChat, Outcome};

use super::requests::Kind;
use super::run::Run;
use super::story::{Ended, Story};
use crate::counts::Counts;
use crate::log::What;

/// Everything that must be reached.
pub(crate) const WANTED: [&str; 59] = [
    // Answers that the client had, to requests in a batch and alone.
    "201",
    "the chat that was there",
    "202",
    "429",
    "503 with Retry-After",
    "5xx, made",
    "5xx, not made",
    "401 with claims",
    "4xx",
    "no answer of Graph's",
    "a 2xx without a chat",
    "left out",
    "answered twice",
    "contradicted",
    "unreadable",
    "answers one",
    "answers a batch",
    "a batch that cannot be read",
    "all the same",
    // What came of tokens, requests, source and caller.
    "a batch of 20",
    "16 batches at once",
    "a network error",
    "no answer in time",
    "the provider fails",
    "the provider stalls",
    "claims are answered",
    "the source fails",
    "the source rests",
    "the source hurries after a while",
    "a request that was asked for is not waited for",
    "the clock is set",
    "aborted before anything is read",
    "aborted while a token is awaited",
    "aborted while answers are awaited",
    "aborted while everything waits",
    "aborted at the end",
    "longer waits than accepted",
    "the consumer rests until nothing is read",
    "a run of 200 requests without a fault",
    // How requests ended.
    "created at once",
    "created after other attempts",
    "accepted",
    "Validation, NotCreated",
    "Auth, NotCreated",
    "Auth, Unknown",
    "Timeout, NotCreated",
    "Timeout, Unknown",
    "Network, Unknown",
    "Graph, NotCreated",
    "Graph, Unknown",
    "Aborted, NotCreated",
    "Aborted, Unknown",
    "Protocol, Unknown",
    // What was true of Graph then.
    "a chat is made after the run has ended",
    "unknown, and there is a chat",
    "unknown, and there is none",
    "notCreated although several attempts were made",
    "a group is made twice, as asked for",
    "a one-on-one chat is asked for twice, and made once",
];

/// Counts what a run reached.
pub(crate) fn add(counts: &mut Counts, run: &Run, story: &Story) {
    let (mut in_flight, mut asking, mut undelivered) = (0_usize, false, 0_usize);
    let mut last_is_pause = false;
    for (place, entry) in run.log.iter().enumerate() {
        match &entry.what {
            What::Arrived { label, .. } => counts.hit(label),
            What::Sent { exchange: number } => {
                in_flight += 1;
                if run.exchanges[*number].items.len() == 20 {
                    counts.hit("a batch of 20");
                }
                if in_flight == 16 {
                    counts.hit("16 batches at once");
                }
            }
            What::Answered { exchange: number } => {
                in_flight -= 1;
                run.exchanges[*number].labels.iter().for_each(|label| counts.hit(label));
            }
            What::SendFailed { .. } | What::SendDropped { .. } => in_flight -= 1,
            What::TokenAsked { claims } => {
                asking = true;
                if claims.is_some() {
                    counts.hit("claims are answered");
                }
            }
            What::TokenGiven(_) | What::TokenFailed | What::TokenDropped => asking = false,
            What::ReadDropped => counts.hit("a request that was asked for is not waited for"),
            What::SourceFailed => counts.hit("the source fails"),
            What::ClockSet(_) => counts.hit("the clock is set"),
            What::Emitted(_) => undelivered += 1,
            What::Taken => undelivered -= 1,
            What::Progress(progress) => last_is_pause = progress.paused_for_ms.is_some(),
            What::Aborted => counts.hit(match () {
                () if story.read == 0 => "aborted before anything is read",
                () if asking => "aborted while a token is awaited",
                () if last_is_pause => "aborted while everything waits",
                () if in_flight > 0 => "aborted while answers are awaited",
                () if run.log.len() < place + 4 => "aborted at the end",
                () => "aborted otherwise",
            }),
            What::Ended(_) => break,
            _ => {}
        }
        if undelivered == run.scenario.bulk.batch_size * 2 {
            counts.hit("the consumer rests until nothing is read");
        }
    }
    let after = run.log.iter().skip_while(|entry| !matches!(entry.what, What::Ended(_)));
    for entry in after {
        if matches!(entry.what, What::ChatMade { request: index, .. } if index < story.read) {
            counts.hit("a chat is made after the run has ended");
        }
    }
    for (_, how) in story.ended.iter().flatten() {
        match how {
            Ended::Failed => counts.hit("a network error"),
            Ended::Dropped if story.aborted.is_none() => counts.hit("no answer in time"),
            _ => {}
        }
    }
    if let Some((_, kind)) = story.token_failed {
        let stalls = kind == msgraph_chats::FailureKind::Timeout;
        counts.hit(if stalls { "the provider stalls" } else { "the provider fails" });
    }
    let source = run.scenario.source;
    if source.rests.is_some_and(|(at, _)| at < story.read) {
        counts.hit("the source rests");
    }
    if source.slowest_ms > 0 && (1..story.read).contains(&source.slow.1) {
        counts.hit("the source hurries after a while");
    }
    if !story.closed.is_empty() {
        counts.hit("longer waits than accepted");
    }
    let created = run.outcomes.iter().filter(|outcome| outcome.result.is_ok()).count();
    if created >= 200 && created == run.outcomes.len() {
        counts.hit("a run of 200 requests without a fault");
    }
    add_outcomes(counts, run);
}

fn add_outcomes(counts: &mut Counts, run: &Run) {
    for outcome in &run.outcomes {
        let index = usize::try_from(outcome.index).unwrap();
        let made = run.graph.made.get(&index).map_or(0, Vec::len);
        let attempts = match &outcome.result {
            Ok(CreatedChat::Created { attempts, .. }) => {
                counts.hit(if *attempts == 1 { "created at once" } else { "created after other attempts" });
                *attempts
            }
            Ok(CreatedChat::Accepted { attempts, .. }) => {
                counts.hit("accepted");
                *attempts
            }
            Err(failure) => {
                counts.hit(&format!("{:?}, {:?}", failure.kind, failure.outcome));
                if failure.outcome == Outcome::Unknown {
                    let exists = made > 0;
                    counts.hit(if exists {
                        "unknown, and there is a chat"
                    } else {
                        "unknown, and there is none"
                    });
                } else if failure.attempts > 1 {
                    counts.hit("notCreated although several attempts were made");
                }
                failure.attempts
            }
        };
        if made > 1 {
            counts.hit("a group is made twice, as asked for");
        }
        if run.scenario.kind(index) == Kind::OneOnOne && made == 1 && attempts > 1 {
            counts.hit("a one-on-one chat is asked for twice, and made once");
        }
    }
}
