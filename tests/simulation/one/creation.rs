//! A creation, followed attempt by attempt.

use msgraph_chats::FailureKind;

use crate::one::story::{Attempted, Checked, Story};
use crate::oracle::{Next, Oracle};
use crate::scenario::Scenario;

/// How a call must end.
#[derive(Debug)]
pub(crate) enum Expected {
    /// With the answer to this request.
    Success { exchange: usize },
    Failure {
        kind: FailureKind,
        unknown: bool,
        /// Whose answer the failure describes.
        exchange: Option<usize>,
    },
}

/// Follows a creation; gives how it must end.
pub(crate) fn follow(story: &mut Story<'_>, scenario: &Scenario) -> Checked<Expected> {
    let mut oracle = Oracle::new(scenario, 0);
    let mut claims: Option<String> = None;
    let mut begin_ms = story.at_ms;
    let exchanges = story.exchanges;
    loop {
        let (came, lost, exchange) =
            match story.attempt(begin_ms, claims.as_deref(), scenario.timeout_ms())? {
                Attempted::NotSent(kind) => {
                    return Ok(Expected::Failure { kind, unknown: oracle.unknown, exchange: None });
                }
                Attempted::NotAnswered { kind } => (Err(kind), None, None),
                Attempted::Answered { exchange, lost } => {
                    let facts = exchanges[exchange].facts().ok_or("an answer without facts")?;
                    (Ok((facts, exchanges[exchange].asked_ms())), lost, Some(exchange))
                }
            };
        let next = oracle.next(came, lost);
        let facts = came.ok().map(|(facts, _)| facts);
        let wait_ms = story.report(facts, |wait_ms| match next {
            Next::Success | Next::End(_) => wait_ms.is_none(),
            Next::Claims(_) => wait_ms == Some(0),
            Next::Again(Some(asked_ms)) => wait_ms == Some(asked_ms),
            Next::Again(None) => {
                let longest_ms = (1_000_u64 << (oracle.counted - 1).min(10)).min(30_000);
                wait_ms.is_some_and(|wait_ms| wait_ms <= longest_ms)
            }
        })?;
        begin_ms = story.at_ms + wait_ms.unwrap_or(0);
        match next {
            Next::Success => {
                return exchange
                    .map(|exchange| Expected::Success { exchange })
                    .ok_or_else(|| "no answer is no success".to_owned());
            }
            Next::End(kind) => return Ok(Expected::Failure { kind, unknown: oracle.unknown, exchange }),
            Next::Claims(asked) => claims = asked,
            Next::Again(_) => {}
        }
    }
}
