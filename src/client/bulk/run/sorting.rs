//! What a batch that has ended means for each of its requests, and for all others.

use super::super::BulkPort;
use super::super::batch_end::{Answers, BatchEnd};
use super::super::item::Item;
use super::{Closed, Run};
use crate::client::pace::Ended;
use crate::client::retry::Next;
use crate::endpoints::{Answer, Ending, Failed};
use crate::results::{Attempt, Failure};

/// What became of a request.
type Outcome = Result<Box<Answer>, Box<Failure>>;

impl<P: BulkPort> Run<'_, P> {
    /// Gives each request of a batch its outcome, or its place in a later one.
    pub(super) fn sort(&mut self, end: BatchEnd) {
        let now_ms = self.port.elapsed_ms();
        let count = end.items.len();
        let mut answers = match Answers::read(end.attempted, count, end.is_batch, self.port.now_ms()) {
            Ok(answers) => answers,
            Err(failure) => return self.not_sent(&failure, end.items, end.sent_at_ms),
        };
        let mut ended = Ended {
            sent_at_ms: end.sent_at_ms,
            count,
            accepted: 0,
            refused: 0,
            whole: end.is_batch && !matches!(answers.status, Some(200..=299)),
            wait_ms: 0,
        };
        self.http_requests = self.http_requests.saturating_add(1);
        let (mut over, mut again) = (Vec::new(), Vec::new());
        let mut longest_wait_ms = None;
        for mut item in end.items {
            let answer = answers.judge_next(&item.request, &self.options.graph);
            match self.judge(&mut item, answer, &mut ended, now_ms) {
                Ok(wait_ms) => {
                    longest_wait_ms = longest_wait_ms.max(Some(wait_ms));
                    again.push(item);
                }
                Err(result) => over.push((item, result)),
            }
        }
        self.pace.ended(&ended, now_ms);
        for (item, result) in over {
            self.end(item, result);
        }
        let closed = self.port.is_aborted() || self.why_closed(now_ms).is_some();
        let retry_in_ms = longest_wait_ms.filter(|_| again.len() == count && !closed);
        let Answers { status, request_id, .. } = answers;
        self.port.attempt_ended(&Attempt { number: self.http_requests, status, request_id, retry_in_ms });
        again.append(&mut self.queue);
        self.queue = again;
        if self.port.is_aborted() {
            return;
        }
        self.fail_if_closed(now_ms);
        if self.pace.paused_for_ms(now_ms).is_some() {
            self.report(now_ms);
        }
    }

    /// What one answer means for one request: how long until it is sent again, or what became of it.
    fn judge(
        &mut self,
        item: &mut Item,
        answer: Result<Box<Answer>, Failed>,
        ended: &mut Ended,
        now_ms: u64,
    ) -> Result<u64, Outcome> {
        let (ending, failure) = match answer {
            Ok(answer) => {
                ended.accepted = ended.accepted.saturating_add(1);
                return Err(Ok(answer));
            }
            Err(failed) => failed,
        };
        let next = item.state.next(&ending, &failure, self.port.random());
        if matches!(ending, Ending::Throttled | Ending::Unavailable) {
            let wait_ms = match (&next, failure.retry_after_ms) {
                (_, Some(asked_ms)) => asked_ms,
                (Next::After(wait_ms), None) => *wait_ms,
                (_, None) => item.state.back_off(self.port.random()),
            };
            ended.refused = ended.refused.saturating_add(1);
            ended.wait_ms = ended.wait_ms.max(wait_ms);
            self.close_if_too_long(&failure, now_ms);
        } else if !matches!(ending, Ending::Unclear) {
            ended.accepted = ended.accepted.saturating_add(1);
        }
        match next {
            Next::Stop => Err(Err(item.fail(failure))),
            Next::After(wait_ms) => {
                item.not_before_ms = now_ms.saturating_add(wait_ms);
                Ok(wait_ms)
            }
            Next::WithClaims(claims) => {
                self.claims = Some(claims);
                Ok(0)
            }
        }
    }

    /// Nothing is sent for so long if the caller does not accept the wait.
    fn close_if_too_long(&mut self, failure: &Failure, now_ms: u64) {
        let most_ms = self.options.max_retry_after_ms;
        let Some(asked_ms) = failure.retry_after_ms.filter(|asked_ms| *asked_ms > most_ms) else { return };
        let until_ms = now_ms.saturating_add(asked_ms);
        if self.closed.as_ref().is_none_or(|closed| closed.until_ms < until_ms) {
            self.closed = Some(Closed { failure: failure.again(), until_ms });
        }
    }

    /// A batch that never left: the caller aborted.
    fn not_sent(&mut self, failure: &Failure, items: Vec<Item>, sent_at_ms: u64) {
        let ended =
            Ended { sent_at_ms, count: items.len(), accepted: 0, refused: 0, whole: false, wait_ms: 0 };
        self.pace.ended(&ended, self.port.elapsed_ms());
        for mut item in items {
            item.state.undo_sent();
            let failure = item.fail(failure.again());
            self.end(item, Err(failure));
        }
    }
}
