//! How a batch ended, for each of its requests.

use super::super::attempt::Attempted;
use super::item::Item;
use crate::endpoints::{Answer, Ending, Failed, batch, judge};
use crate::graph::{GraphOptions, HttpResponse, retry_after};
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
    items: &[Item],
    is_batch: bool,
    options: &GraphOptions,
    now_ms: u64,
) -> Result<Vec<Result<Box<Answer>, Failed>>, Box<Failure>> {
    let for_all = |ending: &Ending, failure: &Failure| -> Vec<Result<Box<Answer>, Failed>> {
        items.iter().map(|_| Err((ending.clone(), failure.again()))).collect()
    };
    let response = match attempted {
        Attempted::NotSent(failure) => return Err(failure),
        Attempted::NotAnswered(failure) => return Ok(for_all(&Ending::Unclear, &failure)),
        Attempted::Answered(response) => response,
    };
    if let (false, Some(alone)) = (is_batch, items.first()) {
        return Ok(vec![judge(alone.request.endpoint, response, options, now_ms)]);
    }
    if !(200..=299).contains(&response.status) {
        let judge = |item: &Item| judge(item.request.endpoint, response.clone(), options, now_ms);
        return Ok(items.iter().map(judge).collect());
    }
    let Some(answers) = batch::read(&response.body, items.len()) else {
        let failure = Failure::new(FailureKind::Protocol, "The answer to the batch cannot be read.");
        return Ok(for_all(&Ending::Unclear, &failure));
    };
    // The answers inside seldom show a clock of their own.
    let now_ms = retry_after::clock(&response.headers, now_ms);
    // By the id of the batch Graph's support finds each of them too.
    let outer_id = response.headers.get("request-id");
    let read = |(answer, item): (Option<HttpResponse>, &Item)| {
        let mut judged = match answer {
            Some(answer) => judge(item.request.endpoint, answer, options, now_ms),
            None => Err((Ending::Unclear, missing())),
        };
        let request_id = match &mut judged {
            Ok(answer) => &mut answer.request_id,
            Err((_, failure)) => &mut failure.request_id,
        };
        if request_id.is_none() {
            *request_id = outer_id.map(str::to_owned);
        }
        judged
    };
    Ok(answers.into_iter().zip(items).map(read).collect())
}

fn missing() -> Box<Failure> {
    Failure::new(FailureKind::Protocol, "The answer to the batch leaves this request out.")
}
