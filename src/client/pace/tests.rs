//! What the simulation cannot ask of the pace: moments, and numbers that do not come up.

use super::{Allowance, Ended, Pace};

fn ended(sent_at_ms: u64, count: usize, refused: usize, wait_ms: u64) -> Ended {
    Ended { sent_at_ms, count, accepted: count.saturating_sub(refused), refused, whole: false, wait_ms }
}

#[test]
fn nothing_leaves_while_everything_waits() {
    let mut pace = Pace::new(0, 16, 20);
    pace.sent(2, 0, None);
    pace.sent(2, 0, None);
    pace.ended(&ended(0, 2, 1, 7_000), 100);
    assert_eq!(pace.allowance(101, 20), Allowance::At(7_100));
    assert_eq!(pace.paused_for_ms(101), Some(6_999));
    pace.ended(&ended(0, 2, 1, 9_000), 200);
    assert_eq!(pace.allowance(9_199, 20), Allowance::At(9_200));
    assert!(matches!(pace.allowance(9_200, 20), Allowance::Now(1..=20)));
}

#[test]
fn no_number_is_too_large() {
    let mut pace = Pace::new(0, 1, usize::MAX);
    for (count, at_ms) in [(usize::MAX, u64::MAX), (usize::MAX, 0), (0, u64::MAX), (0, 0), (1, 1)].repeat(9) {
        pace.sent(count, at_ms, Some(u64::MAX));
        pace.ended(&ended(at_ms, count, 0, 0), u64::MAX);
        pace.ended(&ended(0, count, count, u64::MAX), at_ms);
        let _ = pace.allowance(u64::MAX, 20);
        assert!(pace.per_second(u64::MAX).is_none_or(|rate| rate >= 0.0));
        let _ = pace.time_for_ms(u64::MAX, at_ms);
    }
}

#[test]
fn what_left_before_a_wait_says_nothing_behind_it() {
    let mut pace = Pace::new(0, 16, 20);
    for (count, at_ms) in [(4, 0), (1, 50), (1, 60)] {
        pace.sent(count, at_ms, None);
    }
    pace.ended(&ended(0, 4, 0, 0), 100);
    pace.ended(&ended(50, 1, 1, 1_000), 150);
    assert!(matches!(pace.allowance(1_250, 20), Allowance::Now(_)));
    let learned = pace.per_second(1_250);
    assert!(learned.is_some_and(|rate| rate > 3.0), "{learned:?}");
    pace.sent(1, 1_250, None);
    pace.ended(&ended(1_250, 1, 0, 0), 1_300);
    pace.ended(&ended(60, 1, 1, 1_000), 1_400);
    assert!(matches!(pace.allowance(2_500, 20), Allowance::Now(_)));
    assert_eq!(pace.per_second(2_500), learned);
}
