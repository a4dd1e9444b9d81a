//! The oracle of a creation: the table of what follows from which answer, written a second time and apart from the code.

use msgraph_chats::{FailureKind, OnUnknown};

use crate::facts::{Facts, Says};
use crate::one::story::{Attempted, Checked, Story};
use crate::requests::Kind;
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
    let mut unknown = false;
    let mut counted = 0_u32;
    let mut claims: Option<String> = None;
    let mut begin_ms = story.at_ms;
    loop {
        let fail = |kind, unknown, exchange| Ok(Expected::Failure { kind, unknown, exchange });
        let attempted = story.attempt(begin_ms, claims.as_deref(), scenario.timeout_ms())?;
        let (kind, exchange) = match attempted {
            Attempted::NotSent(kind) => return fail(kind, unknown, None),
            Attempted::NotAnswered { kind } => (kind, None),
            Attempted::Answered { exchange } => (FailureKind::Graph, Some(exchange)),
        };
        let facts = exchange.and_then(|exchange| story.exchanges[exchange].facts());
        let asked_ms = exchange.and_then(|exchange| story.exchanges[exchange].asked_ms());
        counted += 1;
        let verdict = match facts {
            None => {
                unknown = true;
                if kind == FailureKind::Aborted { Verdict::End } else { Verdict::IfSafe }
            }
            Some(facts) => Verdict::of(facts, asked_ms.is_some()),
        };
        let may_repeat = match verdict {
            Verdict::Success => {
                story.report(facts, |wait_ms| wait_ms.is_none())?;
                return exchange
                    .map(|exchange| Expected::Success { exchange })
                    .ok_or_else(|| "no answer is no success".to_owned());
            }
            Verdict::Claims if scenario.can_answer_claims && claims.is_none() => {
                story.report(facts, |wait_ms| wait_ms == Some(0))?;
                claims = facts.and_then(|facts| facts.claims.clone());
                // It is one more, not one of those that are allowed.
                counted -= 1;
                begin_ms = story.at_ms;
                continue;
            }
            Verdict::End | Verdict::Claims => false,
            Verdict::Nonsense => {
                unknown = true;
                false
            }
            Verdict::Always => true,
            Verdict::IfSafe => {
                unknown = true;
                scenario.kind(0) == Kind::OneOnOne || scenario.options.on_unknown == OnUnknown::Repeat
            }
        };
        let too_long = asked_ms.is_some_and(|asked_ms| asked_ms > scenario.options.max_retry_after_ms);
        if !may_repeat || too_long || counted >= scenario.options.max_attempts {
            story.report(facts, |wait_ms| wait_ms.is_none())?;
            let kind = if matches!(verdict, Verdict::Nonsense) { FailureKind::Protocol } else { kind };
            return fail(kind, unknown, exchange);
        }
        let wait_ms = if let Some(asked_ms) = asked_ms {
            story.report(facts, |wait_ms| wait_ms == Some(asked_ms))?.unwrap_or(0)
        } else {
            let longest_ms = (1_000_u64 << (counted - 1).min(10)).min(30_000);
            let within = |wait_ms: Option<u64>| wait_ms.is_some_and(|wait_ms| wait_ms <= longest_ms);
            story.report(facts, within)?.unwrap_or(0)
        };
        begin_ms = story.at_ms + wait_ms;
    }
}

pub(crate) enum Verdict {
    Success,
    /// Documented as not carried out.
    Always,
    /// Perhaps carried out.
    IfSafe,
    Claims,
    End,
    /// No answer that Graph documents.
    Nonsense,
}

impl Verdict {
    /// The table, apart from the code.
    pub(crate) fn of(facts: &Facts, asked_to_wait: bool) -> Self {
        match (facts.status, &facts.says) {
            (200..=299, Says::Chat { .. }) | (202, Says::Operation { .. }) => Verdict::Success,
            (401, _) if facts.claims.is_some() => Verdict::Claims,
            (429, _) => Verdict::Always,
            (503, _) if asked_to_wait => Verdict::Always,
            (500..=599, _) => Verdict::IfSafe,
            (400..=499, _) => Verdict::End,
            _ => Verdict::Nonsense,
        }
    }
}
