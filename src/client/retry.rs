//! Whether and when an attempt is made again: the one policy, as a pure decision.

use super::client_options::ClientOptions;
use crate::endpoints::{Ending, Repeat};

/// What is done next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The call ends.
    Stop,
    /// Another attempt after so many milliseconds.
    After(u64),
    /// Another attempt at once, with a token for these claims.
    WithClaims(String),
}

/// What a request may still use up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RetryBudget {
    /// Attempts that count against the maximum, the one that just ended included.
    pub(crate) attempts: u32,
    pub(crate) max_attempts: u32,
    pub(crate) max_retry_after_ms: u64,
    /// Whether another token can be asked for when a challenge comes: there is a provider, and it was not asked yet.
    pub(crate) can_answer_claims: bool,
}

impl RetryBudget {
    pub(crate) fn new(options: &ClientOptions, can_answer_claims: bool) -> Self {
        let ClientOptions { max_attempts, max_retry_after_ms, .. } = *options;
        Self { attempts: 0, max_attempts, max_retry_after_ms, can_answer_claims }
    }
}

/// The policy.
pub(crate) fn decide(
    ending: &Ending,
    retry_after_ms: Option<u64>,
    repeat: Repeat,
    budget: &RetryBudget,
    random: u32,
) -> Next {
    match ending {
        Ending::Challenge(claims) if budget.can_answer_claims => return Next::WithClaims(claims.clone()),
        Ending::Refused | Ending::Malformed | Ending::Challenge(_) => return Next::Stop,
        Ending::Unclear if repeat == Repeat::IfNotDone => return Next::Stop,
        Ending::Unclear | Ending::Throttled | Ending::Unavailable => {}
    }
    if budget.attempts >= budget.max_attempts {
        return Next::Stop;
    }
    match retry_after_ms {
        Some(wait_ms) if wait_ms > budget.max_retry_after_ms => Next::Stop,
        Some(wait_ms) => Next::After(wait_ms),
        None => Next::After(back_off(budget.attempts, random)),
    }
}

/// Full jitter: anything up to 1 s, doubled with each attempt, at most 30 s; milliseconds.
pub(crate) fn back_off(attempts: u32, random: u32) -> u64 {
    const FIRST_MS: u64 = 1_000;
    const LONGEST_MS: u64 = 30_000;
    let doublings = attempts.saturating_sub(1).min(5);
    let ceiling = FIRST_MS.wrapping_shl(doublings).min(LONGEST_MS);
    ceiling.saturating_mul(u64::from(random)) >> 32
}

#[cfg(test)]
mod tests {
    use super::{Next, RetryBudget, back_off, decide};
    use crate::client::client_options::ClientOptions;
    use crate::endpoints::{Ending, Repeat};

    fn after(attempts: u32) -> RetryBudget {
        RetryBudget { attempts, ..RetryBudget::new(&ClientOptions::default(), true) }
    }

    /// Every cell: how it ended, Retry-After, what a one-on-one chat does, what a group does.
    #[test]
    fn every_cell_of_the_table() {
        let wait = |ms| Next::After(ms);
        let challenge = Ending::Challenge("{}".to_owned());
        let with_claims = Next::WithClaims("{}".to_owned());
        let cells = [
            (Ending::Throttled, Some(7_000), wait(7_000), wait(7_000)),
            (Ending::Throttled, None, wait(500), wait(500)),
            (Ending::Throttled, Some(0), wait(0), wait(0)),
            (Ending::Throttled, Some(180_001), Next::Stop, Next::Stop),
            (Ending::Throttled, Some(180_000), wait(180_000), wait(180_000)),
            (Ending::Unavailable, Some(7_000), wait(7_000), wait(7_000)),
            (Ending::Unavailable, Some(180_001), Next::Stop, Next::Stop),
            (Ending::Unclear, None, wait(500), Next::Stop),
            (Ending::Unclear, Some(7_000), wait(7_000), Next::Stop),
            (challenge, None, with_claims.clone(), with_claims),
            (Ending::Refused, None, Next::Stop, Next::Stop),
            (Ending::Refused, Some(1), Next::Stop, Next::Stop),
            (Ending::Malformed, None, Next::Stop, Next::Stop),
        ];
        for (ending, retry_after_ms, one_on_one, group) in cells {
            for (repeat, expected) in [
                (Repeat::SameChat, one_on_one.clone()),
                (Repeat::Always, one_on_one.clone()),
                (Repeat::IfUnknown, one_on_one),
                (Repeat::IfNotDone, group),
            ] {
                let next = decide(&ending, retry_after_ms, repeat, &after(1), 1 << 31);
                assert_eq!(next, expected, "{ending:?} {repeat:?}");
            }
        }
    }

    #[test]
    fn the_bounds_hold() {
        for ending in [Ending::Throttled, Ending::Unavailable, Ending::Unclear] {
            assert_eq!(decide(&ending, Some(1), Repeat::Always, &after(4), 0), Next::Stop);
        }
        let challenge = Ending::Challenge("{}".to_owned());
        let with_claims = Next::WithClaims("{}".to_owned());
        assert_eq!(decide(&challenge, None, Repeat::IfNotDone, &after(4), 0), with_claims);
        let cannot = RetryBudget { can_answer_claims: false, ..after(1) };
        assert_eq!(decide(&challenge, None, Repeat::Always, &cannot, 0), Next::Stop);
    }

    #[test]
    fn back_off_doubles_up_to_half_a_minute() {
        let longest: Vec<u64> = (1..=8).map(|attempts| back_off(attempts, u32::MAX)).collect();
        assert_eq!(longest, [999, 1_999, 3_999, 7_999, 15_999, 29_999, 29_999, 29_999]);
        assert_eq!(back_off(u32::MAX, 0), 0);
        assert_eq!(back_off(3, 1 << 31), 2_000);
    }
}
