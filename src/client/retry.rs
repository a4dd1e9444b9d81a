//! Whether and when an attempt is made again: the one policy, as a pure decision.

use super::client_options::ClientOptions;
use crate::endpoints::Ending;

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

/// What a call has used up so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Used {
    /// Attempts that count against the maximum, the one that just ended included.
    pub(crate) attempts: u32,
    /// Whether the one repeat for a claims challenge is used.
    pub(crate) claims: bool,
}

/// The policy.
///
/// `safe_to_repeat` is a fact about the request: creating a one-on-one chat is idempotent, creating a group is not.
/// `can_ask` says whether the token comes from a provider that can answer a challenge.
pub(crate) fn decide(
    ending: &Ending,
    retry_after_ms: Option<u64>,
    safe_to_repeat: bool,
    can_ask: bool,
    used: Used,
    options: &ClientOptions,
    random: u32,
) -> Next {
    match ending {
        Ending::Refused | Ending::Malformed => return Next::Stop,
        Ending::Challenge(claims) => {
            return if can_ask && !used.claims { Next::WithClaims(claims.clone()) } else { Next::Stop };
        }
        Ending::Unclear if !safe_to_repeat && !options.retry_unknown_outcome => return Next::Stop,
        Ending::Unclear | Ending::Throttled | Ending::Unavailable => {}
    }
    if used.attempts >= options.max_attempts {
        return Next::Stop;
    }
    match retry_after_ms {
        Some(wait) if wait > options.max_retry_after_ms => Next::Stop,
        Some(wait) => Next::After(wait),
        None => Next::After(back_off(used.attempts, random)),
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
    use super::{Next, Used, back_off, decide};
    use crate::client::client_options::ClientOptions;
    use crate::endpoints::Ending;

    /// Every cell: how it ended, Retry-After, what a one-on-one chat does, what a group does.
    #[test]
    fn every_cell_of_the_table() {
        let wait = |ms| Next::After(ms);
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
            (
                Ending::Challenge("{}".to_owned()),
                None,
                Next::WithClaims("{}".to_owned()),
                Next::WithClaims("{}".to_owned()),
            ),
            (Ending::Refused, None, Next::Stop, Next::Stop),
            (Ending::Refused, Some(1), Next::Stop, Next::Stop),
            (Ending::Malformed, None, Next::Stop, Next::Stop),
        ];
        let options = ClientOptions::default();
        let used = Used { attempts: 1, claims: false };
        let half = 1 << 31;
        for (ending, retry_after_ms, one_on_one, group) in cells {
            assert_eq!(
                decide(&ending, retry_after_ms, true, true, used, &options, half),
                one_on_one,
                "{ending:?}"
            );
            assert_eq!(
                decide(&ending, retry_after_ms, false, true, used, &options, half),
                group,
                "{ending:?}"
            );
        }
    }

    #[test]
    fn the_bounds_hold() {
        let options = ClientOptions::default();
        let last = Used { attempts: 4, claims: false };
        for ending in [Ending::Throttled, Ending::Unavailable, Ending::Unclear] {
            assert_eq!(decide(&ending, Some(1), true, true, last, &options, 0), Next::Stop);
        }
        let challenge = Ending::Challenge("{}".to_owned());
        assert_eq!(
            decide(&challenge, None, true, true, last, &options, 0),
            Next::WithClaims("{}".to_owned())
        );
        let asked = Used { attempts: 1, claims: true };
        assert_eq!(decide(&challenge, None, true, true, asked, &options, 0), Next::Stop);
        assert_eq!(decide(&challenge, None, true, false, Used::default(), &options, 0), Next::Stop);
        let insistent = ClientOptions { retry_unknown_outcome: true, ..options };
        let first = Used { attempts: 1, claims: false };
        assert_eq!(decide(&Ending::Unclear, None, false, true, first, &insistent, 0), Next::After(0));
    }

    #[test]
    fn back_off_doubles_up_to_half_a_minute() {
        let longest: Vec<u64> = (1..=8).map(|attempts| back_off(attempts, u32::MAX)).collect();
        assert_eq!(longest, [999, 1_999, 3_999, 7_999, 15_999, 29_999, 29_999, 29_999]);
        assert_eq!(back_off(u32::MAX, 0), 0);
        assert_eq!(back_off(3, 1 << 31), 2_000);
    }
}
