//! How a batch ended, for each of its requests.

use super::super::attempt::Attempted;
use super::item::Item;
use crate::building::GraphOptions;
use crate::model::{Failure, FailureKind, HttpResponse};
use crate::protocol::batch;
use crate::protocol::create_chat::{self, Answer};
use crate::protocol::retry::Ending;
use crate::protocol::retry_after;

/// A batch that has come back.
pub(super) struct BatchEnd {
    pub(super) items: Vec<Item>,
    pub(super) sent_at_ms: u64,
    /// Whether it was sent as a `$batch`, and not as a plain request.
    pub(super) is_batch: bool,
    pub(super) attempted: Attempted,
}

/// What the answer was, for the whole batch or for each request.
pub(super) enum Answers {
    /// Nothing was sent: the caller aborted.
    NotSent(Box<Failure>),
    /// The same for all.
    All(Ending, Box<Failure>),
    /// One for each, in their order.
    Each(Vec<Answer>),
}

/// Reads how a batch ended.
pub(super) fn read(
    attempted: Attempted,
    count: usize,
    is_batch: bool,
    options: &GraphOptions,
    now_ms: u64,
) -> Answers {
    let response = match attempted {
        Attempted::NotSent(failure) => return Answers::NotSent(failure),
        Attempted::NotAnswered(failure) => return Answers::All(Ending::Unclear, failure),
        Attempted::Answered(response) => response,
    };
    if !is_batch {
        return Answers::Each(vec![create_chat::read(response, options, now_ms)]);
    }
    if !(200..=299).contains(&response.status) {
        return match create_chat::read(response, options, now_ms) {
            Answer::Failed(ending, failure) => Answers::All(ending, failure),
            Answer::Created { .. } | Answer::Accepted { .. } => Answers::All(Ending::Unclear, unreadable()),
        };
    }
    // The answers inside seldom show a clock of their own.
    let now_ms = retry_after::clock(&response.headers, now_ms);
    let Some(answers) = batch::read(&response.body, count) else {
        return Answers::All(Ending::Unclear, unreadable());
    };
    let read = |answer: Option<HttpResponse>| match answer {
        Some(answer) => create_chat::read(answer, options, now_ms),
        None => Answer::Failed(Ending::Unclear, missing()),
    };
    Answers::Each(answers.into_iter().map(read).collect())
}

fn unreadable() -> Box<Failure> {
    Failure::new(FailureKind::Protocol, "The answer to the batch cannot be read.")
}

fn missing() -> Box<Failure> {
    Failure::new(FailureKind::Protocol, "The answer to the batch leaves this request out.")
}
