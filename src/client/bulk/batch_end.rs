//! How a batch ended, for each of its requests.

use super::super::attempt::Attempted;
use super::item::Item;
use crate::endpoints::Ending;
use crate::endpoints::batch;
use crate::endpoints::create_chat::{self, Answer};
use crate::graph::GraphOptions;
use crate::graph::HttpResponse;
use crate::graph::retry_after;
use crate::results::{Failure, FailureKind};

/// A batch that has come back.
pub(super) struct BatchEnd {
    pub(super) items: Vec<Item>,
    pub(super) sent_at_ms: u64,
    /// Whether it was sent as a `$batch`, and not as a plain request.
    pub(super) is_batch: bool,
    pub(super) attempted: Attempted,
}

/// The answer to each request of a batch, in their order; or the failure, where nothing was sent because the caller aborted.
pub(super) fn read(
    attempted: Attempted,
    count: usize,
    is_batch: bool,
    options: &GraphOptions,
    now_ms: u64,
) -> Result<Vec<Answer>, Box<Failure>> {
    let response = match attempted {
        Attempted::NotSent(failure) => return Err(failure),
        Attempted::NotAnswered(failure) => return Ok(for_all(count, &Ending::Unclear, &failure)),
        Attempted::Answered(response) => response,
    };
    if !is_batch {
        return Ok(vec![create_chat::read(response, options, now_ms)]);
    }
    if !(200..=299).contains(&response.status) {
        return Ok(match create_chat::read(response, options, now_ms) {
            Answer::Failed(ending, failure) => for_all(count, &ending, &failure),
            Answer::Created { .. } | Answer::Accepted { .. } => unreadable(count),
        });
    }
    // The answers inside seldom show a clock of their own.
    let now_ms = retry_after::clock(&response.headers, now_ms);
    let Some(answers) = batch::read(&response.body, count) else { return Ok(unreadable(count)) };
    let outer_id = response.headers.get("request-id");
    let read = |answer: Option<HttpResponse>| {
        let mut answer = match answer {
            Some(answer) => create_chat::read(answer, options, now_ms),
            None => Answer::Failed(Ending::Unclear, missing()),
        };
        // By that of the batch Graph's support finds it too.
        let id = answer.request_id_mut();
        if id.is_none() {
            *id = outer_id.map(str::to_owned);
        }
        answer
    };
    Ok(answers.into_iter().map(read).collect())
}

/// The same for all.
fn for_all(count: usize, ending: &Ending, failure: &Failure) -> Vec<Answer> {
    (0..count).map(|_| Answer::Failed(ending.clone(), failure.again())).collect()
}

fn unreadable(count: usize) -> Vec<Answer> {
    let failure = Failure::new(FailureKind::Protocol, "The answer to the batch cannot be read.");
    for_all(count, &Ending::Unclear, &failure)
}

fn missing() -> Box<Failure> {
    Failure::new(FailureKind::Protocol, "The answer to the batch leaves this request out.")
}
