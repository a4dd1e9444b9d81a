//! What must be true after every run, whatever happened in it.

use msgraph_chats::{CreatedChat, Method, Outcome};

use crate::exchange::Exchange;
use crate::one::run::{Call, Given, Run};
use crate::{honesty, secrets};

/// Every promise that a run broke.
pub(crate) fn broken(run: &Run) -> Vec<String> {
    let mut broken: Vec<String> = run.stuck.iter().map(|stuck| (*stuck).to_owned()).collect();
    let mut promise = |kept: bool, what: &str| {
        if !kept {
            broken.push(what.to_owned());
        }
    };
    for call in &run.calls {
        promise(call.left_over == 0, "timers or requests are left over when a call has ended");
        promise(attempts_are_told(call), "the attempts that are told are not the requests sent");
        let Given::Wait(places, result) = &call.given else { continue };
        let own = &run.world.exchanges[call.exchanges.clone()];
        let right = |url: &String| places.as_ref().is_some_and(|places| places.contains(url));
        promise(own.iter().all(|exchange| right(&exchange.request.url)), "another place was polled");
        let posted = own.iter().any(|exchange| exchange.request.method == Method::Post);
        promise(!posted, "something was posted after the 202");
        let unknown = result.as_ref().err().is_none_or(|failure| failure.outcome == Outcome::Unknown);
        promise(unknown, "notCreated was said of a chat that Graph took over to make");
    }
    for what in honesty::broken(&run.world, run.creations().map(|result| (0, result))) {
        promise(false, what);
    }
    let callers = run.calls.iter().map(|call| match &call.given {
        Given::Creation(result) => secrets::told_of(result),
        Given::Wait(_, Ok(operation)) => operation.as_str().into(),
        Given::Wait(_, Err(failure)) => serde_json::to_value(failure).unwrap(),
    });
    broken.extend(secrets::told(&run.world, callers));
    let body = run.world.scenario.first_body();
    let failures = run.creations().filter_map(|result| result.as_ref().err());
    broken.extend(failures.flat_map(|failure| secrets::names_in(failure, &body)));
    broken.extend(run.world.exchanges.iter().enumerate().filter_map(|(index, exchange)| {
        wrongly_sent(run, exchange, &body).map(|why| format!("request {index}: {why}"))
    }));
    broken
}

/// Every request carries what it must and nothing else.
fn wrongly_sent(run: &Run, exchange: &Exchange, body: &str) -> Option<&'static str> {
    let (scenario, request) = (&run.world.scenario, &exchange.request);
    let id = exchange.header("client-request-id").unwrap_or_default();
    let post = request.method == Method::Post;
    match scenario.call.client_request_id.as_deref().filter(|_| post) {
        Some(chosen) if chosen != id => return Some("its client-request-id is not the caller's"),
        None if !is_uuid(id) => return Some("its client-request-id is no UUID"),
        _ => {}
    }
    let mut exchanges = run.world.exchanges.iter();
    let first = exchanges.find(|exchange| exchange.request.method == request.method)?;
    if first.header("client-request-id") != Some(id) {
        return Some("its client-request-id is not that of the first attempt");
    }
    let right = if post {
        request.url == format!("{}/{}/chats", scenario.root, scenario.version)
            && request.body.as_deref() == Some(body)
            && exchange.header("Content-Type") == Some("application/json")
            && request.headers.len() == 3
    } else {
        let prefer = request.url.contains("/operations").then_some("include-unknown-enum-members");
        exchange.header("Prefer") == prefer && request.body.is_none() && request.headers.len() <= 3
    };
    (!right).then_some("it is neither the creation nor a poll of an operation or a chat")
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.char_indices().all(|(at, letter)| match at {
            8 | 13 | 18 | 23 => letter == '-',
            14 => letter == '4',
            19 => "89ab".contains(letter),
            _ => letter.is_ascii_digit() || ('a'..='f').contains(&letter),
        })
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
