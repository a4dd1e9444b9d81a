//! How a batch ended, for each of its requests.

use std::vec;

use super::super::attempt::{Attempted, Judged, judge_arrived};
use super::item::Item;
use crate::endpoints::{Ending, Request, batch};
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

/// The answers to the requests of a batch.
pub(super) struct Answers {
    /// Of the batch itself.
    pub(super) status: Option<u16>,
    /// By the id of the batch Graph's support finds each of its requests, too.
    pub(super) request_id: Option<String>,
    /// One after the other; or why there is none to any of them.
    responses: Result<vec::IntoIter<Option<HttpResponse>>, Box<Failure>>,
    /// Why the body did not arrive, where status and headers did.
    lost: Option<Box<Failure>>,
    /// The server's clock, which the answers inside seldom show, or ours.
    now_ms: u64,
}

impl Answers {
    /// What has come back for so many requests; or the failure, where nothing was sent because the caller aborted.
    pub(super) fn read(
        attempted: Attempted,
        count: usize,
        is_batch: bool,
        now_ms: u64,
    ) -> Result<Self, Box<Failure>> {
        let (response, mut lost) = match attempted {
            Attempted::NotSent(failure) => return Err(failure),
            Attempted::NotAnswered(failure) => {
                let responses = Err(failure);
                return Ok(Self { status: None, request_id: None, responses, lost: None, now_ms });
            }
            Attempted::Answered(response, lost) => (response, lost),
        };
        let status = Some(response.status).filter(|status| *status != 0);
        let request_id = response.headers.get("request-id").map(str::to_owned);
        let now_ms = retry_after::clock(&response.headers, now_ms);
        let responses = if is_batch && (200..=299).contains(&response.status) {
            let unreadable =
                || Failure::new(FailureKind::Protocol, "The answer to the batch cannot be read.");
            batch::read(&response.body, count).ok_or_else(|| lost.take().unwrap_or_else(unreadable))
        } else {
            Ok(vec![Some(response); count])
        };
        Ok(Self { status, request_id, responses: responses.map(Vec::into_iter), lost, now_ms })
    }

    /// What the next one means.
    pub(super) fn judge_next(&mut self, request: &Request, options: &GraphOptions) -> Judged {
        let response = match &mut self.responses {
            Ok(responses) => responses.next().flatten(),
            Err(failure) => return Err((Ending::Unclear, failure.again())),
        };
        let lost = self.lost.as_ref().map(|failure| failure.again());
        let mut judged = match response {
            Some(response) => {
                judge_arrived(request.endpoint, request.repeat, response, lost, options, self.now_ms)
            }
            None => Err((Ending::Unclear, missing())),
        };
        let request_id = match &mut judged {
            Ok(answer) => &mut answer.request_id,
            Err((_, failure)) => &mut failure.request_id,
        };
        if request_id.is_none() {
            request_id.clone_from(&self.request_id);
        }
        judged
    }
}

fn missing() -> Box<Failure> {
    Failure::new(FailureKind::Protocol, "The answer to the batch leaves this request out.")
}
