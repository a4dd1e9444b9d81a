//! What must be true after every run, whatever happened in it.

use msgraph_chats::{CreatedChat, Method, OnUnknown, Outcome};

use crate::base::EPOCH_MS;
use crate::log::{Entry, What};
use crate::provider::is_usable;
use crate::run::{Call, Given, Run};
use crate::secrets;
use crate::story::asked_ms;

/// The longest back-off.
const LONGEST_BACK_OFF_MS: u64 = 30_000;

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
        promise(nothing_after_abort(&run.log[call.log.clone()]), "something was sent after the abort");
        promise(
            provider_is_left_alone(&run.log[call.log.clone()]),
            "the provider was asked again after it had failed",
        );
        promise(
            attempts_are_counted(run, call),
            "the attempts reported are not the requests sent, or too many",
        );
        promise(call.ended_ms - call.began_ms <= longest_ms(run, call), "a call took longer than it may");
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

fn nothing_after_abort(log: &[Entry]) -> bool {
    let mut after = log.iter().skip_while(|entry| !matches!(entry.what, What::Aborted));
    !after.any(|entry| matches!(entry.what, What::Sent { .. } | What::TokenAsked { .. }))
}

fn provider_is_left_alone(log: &[Entry]) -> bool {
    let mut after = log.iter().skip_while(|entry| match &entry.what {
        What::TokenFailed | What::TokenDropped => false,
        What::TokenGiven(token) => is_usable(token),
        _ => true,
    });
    !after.any(|entry| matches!(entry.what, What::TokenAsked { .. } | What::Sent { .. }))
}

fn attempts_are_counted(run: &Run, call: &Call) -> bool {
    let sent = u32::try_from(call.exchanges.len()).unwrap();
    let said = match &call.given {
        Given::Creation(Ok(
            CreatedChat::Created { attempts, .. } | CreatedChat::Accepted { attempts, .. },
        )) => *attempts,
        Given::Creation(Err(failure)) | Given::Wait(_, Err(failure)) => failure.attempts,
        Given::Wait(_, Ok(_)) => return true,
    };
    let with_claims = |entry: &Entry| matches!(entry.what, What::TokenAsked { claims: Some(_) });
    let more = u32::from(run.log[call.log.clone()].iter().any(with_claims));
    let bounded = matches!(call.given, Given::Wait(..)) || sent <= run.scenario.options.max_attempts + more;
    said == sent && bounded
}

/// What the options allow a call to take.
fn longest_ms(run: &Run, call: &Call) -> u64 {
    let scenario = &run.scenario;
    if matches!(call.given, Given::Wait(..)) {
        return scenario.wait.timeout_ms;
    }
    let attempts = u64::from(scenario.options.max_attempts);
    let longest_wait_ms = scenario.options.max_retry_after_ms.max(LONGEST_BACK_OFF_MS);
    (attempts + 1) * scenario.timeout_ms() + (attempts - 1) * longest_wait_ms
}
