//! What each request must come to, by what came back: the table of what follows from which answer, that of one chat.

use msgraph_chats::{ChatOutcome, CreatedChat, Failure, FailureKind, Outcome};

use super::run::Run;
use super::story::{Ended, Moment, Story};
use crate::facts::Says;
use crate::oracle::{Came, Next, Oracle};
use crate::requests::Kind;

type Checked = Result<(), String>;

/// One sending of a request: in which exchange, and at which place of it.
type Sending = (usize, usize);

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
    let mut oracle = Oracle::new(&run.world.scenario, index);
    for (turn, (exchange, place)) in sendings.iter().enumerate() {
        let Some((ended, how)) = story.ended[*exchange] else {
            return Err("a request has no end".to_owned());
        };
        let (came, lost) = came_back(run, story, (*exchange, *place), ended, how);
        let next = oracle.next(came, lost);
        let is_last = turn + 1 == sendings.len();
        match next {
            Next::Success | Next::End(_) if !is_last => {
                return Err("it was sent again after its end".to_owned());
            }
            Next::Success => {
                return succeeded(came, result, sendings.len(), ended, emitted);
            }
            Next::End(kind) => {
                let failure = result.as_ref().err().ok_or("what failed was called a success")?;
                let read = came.ok();
                let status = read.map(|(facts, _)| facts.status).filter(|status| *status != 0);
                let asked_ms = read.and_then(|(_, asked_ms)| asked_ms);
                let asked_ms = asked_ms.filter(|_| kind == FailureKind::Graph);
                if (failure.kind, failure.status, failure.retry_after_ms) != (kind, status, asked_ms) {
                    return Err(format!("{kind:?} {status:?} {asked_ms:?} is expected, not {failure:?}"));
                }
                if emitted.at_ms != ended.at_ms {
                    return Err("an outcome comes late".to_owned());
                }
                return described(run, failure, sendings, oracle.unknown);
            }
            Next::Claims(_) | Next::Again(_) if is_last => break,
            Next::Claims(_) | Next::Again(_) => {
                let wait_ms = if let Next::Again(Some(asked_ms)) = next { asked_ms } else { 0 };
                let not_before_ms = ended.at_ms.saturating_add(wait_ms);
                if run.world.exchanges[sendings[turn + 1].0].sent_ms < not_before_ms {
                    return Err(format!("it was sent again before {not_before_ms} ms"));
                }
            }
        }
    }
    interrupted(run, story, emitted, result, sendings, oracle.unknown)
}

/// What came back of a sending, as the client saw it.
fn came_back<'a>(
    run: &'a Run,
    story: &Story,
    (exchange, place): Sending,
    ended: Moment,
    how: Ended,
) -> (Came<'a>, Option<FailureKind>) {
    let exchange = &run.world.exchanges[exchange];
    let lost = match how {
        Ended::Answered => None,
        // At the same moment the abort is what is told.
        _ if story.aborted.is_some_and(|aborted| aborted.place <= ended.place + 1) => {
            return (Err(FailureKind::Aborted), None);
        }
        Ended::Failed => Some(FailureKind::Network),
        Ended::Dropped => Some(FailureKind::Timeout),
    };
    let came = match (exchange.answered_ms, &exchange.told.get(place).and_then(|told| told.facts.as_ref())) {
        (Some((_, client_time_ms)), Some(facts)) => Ok((*facts, facts.retry_after.ms(client_time_ms))),
        (Some(_), None) => Err(lost.unwrap_or(FailureKind::Protocol)),
        (None, _) => Err(lost.unwrap_or(FailureKind::Timeout)),
    };
    (came, lost)
}

fn succeeded(
    came: Came<'_>,
    result: &Result<CreatedChat, Box<Failure>>,
    sent: usize,
    ended: Moment,
    emitted: Moment,
) -> Checked {
    let says = came.map(|(facts, _)| &facts.says);
    let right = match (says, result) {
        (Ok(Says::Chat { id, .. }), Ok(CreatedChat::Created { chat, attempts, .. })) => {
            let chat: serde_json::Value = serde_json::from_str(chat).unwrap_or_default();
            chat["id"] == **id && *attempts as usize == sent
        }
        (
            Ok(Says::Operation { location, .. }),
            Ok(CreatedChat::Accepted { location: said, attempts, .. }),
        ) => location == said && *attempts as usize == sent,
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
