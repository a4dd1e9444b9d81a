//! The oracle of waiting for an operation.

use msgraph_chats::FailureKind;

use crate::facts::{Facts, Says};
use crate::one::creation::Expected;
use crate::one::story::{Attempted, Checked, Story};
use crate::scenario::Scenario;

/// Follows a wait for an operation that may be polled; gives how it must end, which is never known to be without a chat.
pub(crate) fn follow(story: &mut Story<'_>, scenario: &Scenario, places: &[String]) -> Checked<Expected> {
    let mut place = 0;
    let mut is_found = false;
    let deadline_ms = story.at_ms + scenario.wait.timeout_ms;
    let mut begin_ms = story.at_ms + scenario.wait.poll_interval_ms;
    let mut claims: Option<String> = None;
    let mut challenged = false;
    loop {
        let fail = |kind, exchange| Ok(Expected::Failure { kind, unknown: true, exchange });
        if begin_ms >= deadline_ms {
            if story.is_given_up() {
                return fail(FailureKind::Aborted, None);
            }
            story.ends_ms = Some(deadline_ms);
            return fail(FailureKind::Timeout, None);
        }
        let timeout_ms = scenario.options.timeout_ms.min(deadline_ms - begin_ms);
        let mut wait_ms = scenario.wait.poll_interval_ms;
        match story.attempt(begin_ms, claims.as_deref(), timeout_ms)? {
            Attempted::NotSent(kind) => return fail(kind, None),
            Attempted::NotAnswered { kind: FailureKind::Aborted } => return fail(FailureKind::Aborted, None),
            Attempted::NotAnswered { .. } => {}
            Attempted::Answered { exchange, lost } => {
                let answer = &story.exchanges[exchange];
                if answer.request.url != places[place] {
                    return Err(format!("{} is asked, not {}", answer.request.url, places[place]));
                }
                let is_operation = places[place].contains("/operations");
                let Some(facts) = answer.facts() else { return Err("an answer without facts".to_owned()) };
                let asked_ms = answer.asked_ms().unwrap_or(0);
                match judge(facts, is_operation) {
                    // It comes again with its body.
                    _ if lost.is_some() && matches!(facts.status, 200 | 201) => {}
                    Verdict::Success => return Ok(Expected::Success { exchange }),
                    Verdict::Running => {
                        is_found = true;
                        wait_ms = wait_ms.max(asked_ms);
                    }
                    Verdict::NotThere if !is_found && place + 1 < places.len() => {
                        place += 1;
                        wait_ms = asked_ms;
                    }
                    Verdict::Again => wait_ms = wait_ms.max(asked_ms),
                    Verdict::Claims if scenario.can_answer_claims && !challenged => {
                        challenged = true;
                        claims.clone_from(&facts.claims);
                        wait_ms = 0;
                    }
                    Verdict::Claims if !is_operation => {}
                    Verdict::Claims | Verdict::NotThere => {
                        return fail(FailureKind::Graph, Some(exchange));
                    }
                    Verdict::End(kind) => return fail(kind, Some(exchange)),
                }
            }
        }
        begin_ms = story.at_ms.saturating_add(wait_ms);
    }
}

enum Verdict {
    Success,
    Running,
    /// Graph says that it knows no such operation.
    NotThere,
    Again,
    Claims,
    End(FailureKind),
}

fn judge(facts: &Facts, is_operation: bool) -> Verdict {
    match (facts.status, &facts.says) {
        (200..=299, Says::Chat { .. } | Says::Status { status: "succeeded", .. }) => Verdict::Success,
        (200..=299, Says::Status { status: "failed", .. }) => Verdict::End(FailureKind::Operation),
        (200..=299, Says::Status { .. }) => Verdict::Running,
        (429 | 500..=599, _) => Verdict::Again,
        (401, _) if facts.claims.is_some() => Verdict::Claims,
        // The chat may still come.
        _ if !is_operation => Verdict::Running,
        (400 | 404, _) => Verdict::NotThere,
        (400..=499, _) => Verdict::End(FailureKind::Graph),
        _ => Verdict::End(FailureKind::Protocol),
    }
}
