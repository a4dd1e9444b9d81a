//! What must be true after every run, whatever happened in it.

use msgraph_chats::{CreatedChat, Method, OnUnknown, Outcome};

use crate::clock::EPOCH_MS;
use crate::one::run::{Call, Given, Run};
use crate::one::secrets;
use crate::one::story::asked_ms;

/// Every promise that a run broke.
pub(crate) fn broken(run: &Run) -> Vec<String> {
    let mut broken = Vec::new();
    let mut promise = |kept: bool, what: &str| {
        if !kept {
            broken.push(what.to_owned());
        }
    };
    promise(run.stuck.is_none(), run.stuck.unwrap_or_default());
    for call in &run.calls {
        promise(call.left_over == 0, "timers or requests are left over when a call has ended");
        promise(attempts_are_told(call), "the attempts that are told are not the requests sent");
        match &call.given {
            Given::Creation(result) => {
                let made = run.chats.iter().filter(|chat| chat.made_by.is_some()).count();
                let twice = run.scenario.group && run.scenario.options.on_unknown != OnUnknown::Repeat;
                promise(!twice || made <= 1, "one call made a group twice");
                match result {
                    Err(failure) if failure.outcome == Outcome::NotCreated => {
                        promise(made == 0, "notCreated was said of a chat that exists");
                    }
                    Err(_) => {}
                    Ok(CreatedChat::Created { chat, .. }) => {
                        let said: serde_json::Value = serde_json::from_str(chat).unwrap_or_default();
                        let exists = run.chats.iter().any(|chat| said["id"] == *chat.id);
                        promise(exists, "created was said of a chat that does not exist");
                    }
                    Ok(CreatedChat::Accepted { .. }) => {
                        promise(!run.chats.is_empty(), "accepted was said of a chat that does not exist");
                    }
                }
            }
            Given::Wait(places, result) => {
                let own = &run.exchanges[call.exchanges.clone()];
                let right = |url: &String| places.as_ref().is_some_and(|places| places.contains(url));
                promise(own.iter().all(|exchange| right(&exchange.request.url)), "another place was polled");
                let posted = own.iter().any(|exchange| exchange.request.method == Method::Post);
                promise(!posted, "something was posted after the 202");
                let unknown = result.as_ref().err().is_none_or(|failure| failure.outcome == Outcome::Unknown);
                promise(unknown, "notCreated was said of a chat that Graph took over to make");
            }
        }
    }
    broken.extend(run.calls.iter().flat_map(|call| waits_cut_short(run, call)));
    broken.extend(secrets::told(run));
    broken
}

/// Nothing may be sent before an answer's Retry-After is over, by the time that passes and by Graph's clock.
fn waits_cut_short(run: &Run, call: &Call) -> Vec<String> {
    let mut short = Vec::new();
    for pair in run.exchanges[call.exchanges.clone()].windows(2) {
        let (answered, next) = (&pair[0], &pair[1]);
        let Some(((answered_ms, _), facts)) = answered.answered_ms.zip(answered.facts.as_ref()) else {
            continue;
        };
        let asked_ms = asked_ms(answered).unwrap_or(0);
        let kept = next.sent_ms >= answered_ms.saturating_add(asked_ms)
            && facts.not_before_ms.is_none_or(|not_before_ms| EPOCH_MS + next.sent_ms >= not_before_ms);
        if !kept {
            short.push(format!(
                "{facts:?} of {answered_ms} ms is followed by a request at {} ms",
                next.sent_ms
            ));
        }
    }
    short
}

fn attempts_are_told(call: &Call) -> bool {
    let said = match &call.given {
        Given::Creation(Ok(
            CreatedChat::Created { attempts, .. } | CreatedChat::Accepted { attempts, .. },
        )) => *attempts,
        Given::Creation(Err(failure)) | Given::Wait(_, Err(failure)) => failure.attempts,
        Given::Wait(_, Ok(_)) => return true,
    };
    said as usize == call.exchanges.len()
}
