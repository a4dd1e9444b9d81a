//! The oracle of attempts to create: the table of what follows from which answer, written a second time and apart from the code.

use msgraph_chats::{FailureKind, OnUnknown};

use crate::facts::{Facts, Says};
use crate::requests::Kind;
use crate::scenario::Scenario;

/// What came back: an answer and how long it asks to wait, or none, which is called so.
pub(crate) type Came<'a> = Result<(&'a Facts, Option<u64>), FailureKind>;

/// What follows from an attempt.
pub(crate) enum Next {
    Success,
    /// Another attempt at once, with a token for these claims.
    Claims(Option<String>),
    /// Another attempt after so long; where nothing says how long, after what the client thinks right.
    Again(Option<u64>),
    End(FailureKind),
}

/// The attempts at one request.
pub(crate) struct Oracle<'a> {
    scenario: &'a Scenario,
    kind: Kind,
    /// Whether it may be repeated although it may have been carried out.
    is_safe: bool,
    claims_used: bool,
    /// Those that count against the maximum.
    pub(crate) counted: u32,
    /// Whether one of them may have been carried out.
    pub(crate) unknown: bool,
}

impl<'a> Oracle<'a> {
    pub(crate) fn new(scenario: &'a Scenario, index: usize) -> Self {
        let kind = scenario.kind(index);
        let is_safe = kind == Kind::OneOnOne || scenario.options.on_unknown == OnUnknown::Repeat;
        Self { scenario, kind, is_safe, claims_used: false, counted: 0, unknown: false }
    }

    /// `lost` is why the body of an answer did not come, where it did not.
    pub(crate) fn next(&mut self, came: Came<'_>, lost: Option<FailureKind>) -> Next {
        self.counted += 1;
        let (facts, asked_ms) = came.map_or((None, None), |(facts, asked_ms)| (Some(facts), asked_ms));
        let may_repeat = match facts.map_or((0, &Says::Nothing), |facts| (facts.status, &facts.says)) {
            (200..=299, Says::Chat { .. }) | (202, Says::Operation { .. }) => return Next::Success,
            (401, _) if facts.is_some_and(|facts| facts.claims.is_some()) => {
                if self.scenario.can_answer_claims && !self.claims_used {
                    self.claims_used = true;
                    // It is one more, not one of those that are allowed.
                    self.counted -= 1;
                    return Next::Claims(facts.and_then(|facts| facts.claims.clone()));
                }
                false
            }
            // Documented as not carried out.
            (429, _) => true,
            (503, _) if asked_ms.is_some() => true,
            (400..=499, _) => false,
            // Perhaps carried out: silence, too.
            (status, _) => {
                self.unknown = true;
                if facts.is_some() && !(500..=599).contains(&status) {
                    // What the body said comes again, but for a group: another one would be made for certain.
                    let lost = lost.filter(|_| matches!(status, 200 | 201));
                    let may_repeat = lost.is_some() && self.kind == Kind::OneOnOne;
                    if may_repeat && self.counted < self.scenario.options.max_attempts {
                        return Next::Again(None);
                    }
                    return Next::End(lost.unwrap_or(FailureKind::Protocol));
                }
                self.is_safe && came.err() != Some(FailureKind::Aborted)
            }
        };
        let options = &self.scenario.options;
        let too_long = asked_ms.is_some_and(|asked_ms| asked_ms > options.max_retry_after_ms);
        if may_repeat && !too_long && self.counted < options.max_attempts {
            return Next::Again(asked_ms);
        }
        Next::End(came.err().unwrap_or(FailureKind::Graph))
    }
}
