//! What each request must come to, by what came back: the table of what follows from which answer, that of one chat.

use msgraph_chats::{ChatOutcome, CreatedChat, Failure, FailureKind, OnUnknown, Outcome};

use super::run::Run;
use super::story::{Ended, Moment, Story};
use crate::facts::Says;
use crate::one::creation::Verdict;
use crate::requests::Kind;

type Checked = Result<(), String>;

/// One sending of a request: in which exchange, and at which place of it.
type Sending = (usize, usize);

/// What comes after a sending.
enum Next {
    Success(Says),
    /// This failure, which is the last.
    End(FailureKind, Option<u16>, Option<u64>),
    /// Another one, no earlier than this.
    Again(u64),
}

/// Judges the outcome of one request.
pub(crate) fn judge(run: &Run, story: &Story, number: usize, sendings: &[Sending]) -> Checked {
    let ChatOutcome { index, result } = &run.world.desk.outcomes[number];
    let index = usize::try_from(*index).unwrap();
    let emitted = story.emitted[number];
    if run.world.scenario.kind(index) == Kind::Invalid {
        let right = result.as_ref().is_err_and(|failure| {
            failure.kind == FailureKind::Validation && failure.attempts == 0 && !failure.issues.is_empty()
        });
        return if right { Ok(()) } else { Err(format!("an invalid request came to {result:?}")) };
    }
    let safe = run.world.scenario.kind(index) == Kind::OneOnOne
        || run.world.scenario.options.on_unknown == OnUnknown::Repeat;
    let mut counted = 0;
    let mut claims_used = false;
    let mut unknown = false;
    for (turn, (exchange, place)) in sendings.iter().enumerate() {
        counted += 1;
        let Some((ended, how)) = story.ended[*exchange] else {
            return Err("a request has no end".to_owned());
        };
        let sending = Seen { run, story, exchange: *exchange, place: *place, ended, how };
        let next = sending.next(safe, &mut counted, &mut claims_used, &mut unknown);
        let last = turn + 1 == sendings.len();
        match next {
            Next::Again(not_before_ms) => {
                if let Some((later, _)) = sendings.get(turn + 1)
                    && run.world.exchanges[*later].sent_ms < not_before_ms
                {
                    return Err(format!("request {index} was sent again before {not_before_ms} ms"));
                }
                if last {
                    return interrupted(run, story, emitted, result, sendings, unknown);
                }
            }
            Next::Success(_) | Next::End(..) if !last => {
                return Err(format!("request {index} was sent again after its end"));
            }
            Next::Success(says) => {
                return succeeded(&says, result, sendings.len(), ended, emitted);
            }
            Next::End(kind, status, retry_after_ms) => {
                let failure = result.as_ref().err().ok_or("what failed was called a success")?;
                if (failure.kind, failure.status, failure.retry_after_ms) != (kind, status, retry_after_ms) {
                    return Err(format!(
                        "{kind:?} {status:?} {retry_after_ms:?} is expected, not {failure:?}"
                    ));
                }
                if emitted.at_ms != ended.at_ms {
                    return Err("an outcome comes late".to_owned());
                }
                return described(run, failure, sendings, unknown);
            }
        }
    }
    interrupted(run, story, emitted, result, sendings, unknown)
}

/// A sending as the client saw it end.
struct Seen<'a> {
    run: &'a Run,
    story: &'a Story,
    exchange: usize,
    place: usize,
    ended: Moment,
    how: Ended,
}

impl Seen<'_> {
    fn next(&self, safe: bool, counted: &mut u32, claims_used: &mut bool, unknown: &mut bool) -> Next {
        let options = &self.run.world.scenario.options;
        let exchange = &self.run.world.exchanges[self.exchange];
        let Some((_, client_time_ms)) = exchange.answered_ms.filter(|_| self.how == Ended::Answered) else {
            *unknown = true;
            return self.after_silence(safe, *counted);
        };
        let Some(facts) = &exchange.told[self.place].facts else {
            *unknown = true;
            let may_again = safe && *counted < options.max_attempts;
            let end = Next::End(FailureKind::Protocol, None, None);
            return if may_again { Next::Again(self.ended.at_ms) } else { end };
        };
        let asked_ms = facts.retry_after.ms(client_time_ms);
        let end = Next::End(FailureKind::Graph, Some(facts.status), asked_ms);
        let may_repeat = match Verdict::of(facts, asked_ms.is_some()) {
            Verdict::Success => return Next::Success(facts.says.clone()),
            Verdict::Claims if self.run.world.scenario.can_answer_claims && !*claims_used => {
                *claims_used = true;
                *counted -= 1;
                return Next::Again(self.ended.at_ms);
            }
            Verdict::Claims | Verdict::End => return end,
            Verdict::Nonsense => {
                *unknown = true;
                let status = Some(facts.status).filter(|status| *status != 0);
                return Next::End(FailureKind::Protocol, status, None);
            }
            Verdict::Always => true,
            Verdict::IfSafe => {
                *unknown = true;
                safe
            }
        };
        let patient = asked_ms.is_none_or(|asked_ms| asked_ms <= options.max_retry_after_ms);
        if may_repeat && patient && *counted < options.max_attempts {
            return Next::Again(self.ended.at_ms.saturating_add(asked_ms.unwrap_or(0)));
        }
        end
    }

    /// No answer came.
    fn after_silence(&self, safe: bool, counted: u32) -> Next {
        // At the same moment the abort is what is told.
        if self.story.aborted.is_some_and(|aborted| aborted.place <= self.ended.place + 1) {
            return Next::End(FailureKind::Aborted, None, None);
        }
        if safe && counted < self.run.world.scenario.options.max_attempts {
            return Next::Again(self.ended.at_ms);
        }
        let failed = self.how == Ended::Failed;
        Next::End(if failed { FailureKind::Network } else { FailureKind::Timeout }, None, None)
    }
}

fn succeeded(
    says: &Says,
    result: &Result<CreatedChat, Box<Failure>>,
    sent: usize,
    ended: Moment,
    emitted: Moment,
) -> Checked {
    let right = match (says, result) {
        (Says::Chat { id, .. }, Ok(CreatedChat::Created { chat, attempts, .. })) => {
            let chat: serde_json::Value = serde_json::from_str(chat).unwrap_or_default();
            chat["id"] == **id && *attempts as usize == sent
        }
        (Says::Operation { location, .. }, Ok(CreatedChat::Accepted { location: said, attempts, .. })) => {
            location == said && *attempts as usize == sent
        }
        _ => false,
    };
    if right && ended.at_ms == emitted.at_ms {
        return Ok(());
    }
    Err(format!("{says:?} after {sent} came to {result:?}"))
}

/// It was not sent, or not again, although it might have been: something must have come between.
fn interrupted(
    run: &Run,
    story: &Story,
    emitted: Moment,
    result: &Result<CreatedChat, Box<Failure>>,
    sendings: &[Sending],
    unknown: bool,
) -> Checked {
    let failure = result.as_ref().err().ok_or("a request that was not answered came to a success")?;
    let aborted = story.aborted.filter(|aborted| aborted.place < emitted.place);
    let token = story.token_failed.filter(|(failed, _)| failed.place < emitted.place);
    let right = match failure.kind {
        FailureKind::Aborted => aborted.is_some_and(|aborted| aborted.at_ms == emitted.at_ms),
        FailureKind::Graph => {
            matches!(failure.status, Some(429 | 503))
                && failure.retry_after_ms.is_some_and(|wait_ms| wait_ms > 0)
                && story.is_closed(emitted)
        }
        kind => token.is_some_and(|(_, token_kind)| token_kind == kind),
    };
    if !right {
        return Err(format!("without a reason it came to {failure:?}"));
    }
    described(run, failure, sendings, unknown)
}

fn described(run: &Run, failure: &Failure, sendings: &[Sending], unknown: bool) -> Checked {
    let outcome = if unknown { Outcome::Unknown } else { Outcome::NotCreated };
    let last = sendings.last().map(|(exchange, _)| &run.world.exchanges[*exchange]);
    let client_request_id = last.and_then(|exchange| exchange.header("client-request-id"));
    let right = failure.outcome == outcome
        && failure.attempts as usize == sendings.len()
        && failure.client_request_id.as_deref() == client_request_id;
    if right {
        Ok(())
    } else {
        Err(format!("{outcome:?} after {} is expected, not {failure:?}", sendings.len()))
    }
}
