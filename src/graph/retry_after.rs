//! `Retry-After`, in seconds or as a date.

use crate::graph::Headers;
use crate::text::http_date;
use crate::text::lexical::trim;
use crate::text::search;

/// JavaScript's largest whole number; longer waits are cut to it.
const LONGEST_MS: u64 = 9_007_199_254_740_991;

/// How long an answer asks to wait, in milliseconds; a garbled or past one counts as absent.
///
/// A date is measured against the server's own `Date` where that is shown, since clocks differ.
pub(crate) fn read(headers: &Headers, now_ms: u64) -> Option<u64> {
    let text = trim(headers.get("retry-after")?);
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let seconds = search::whole_number(text).unwrap_or(u64::MAX);
        return Some(seconds.saturating_mul(1_000).min(LONGEST_MS));
    }
    http_date::parse(text)?.checked_sub(clock(headers, now_ms))
}

/// The server's clock where an answer shows it, else ours.
pub(crate) fn clock(headers: &Headers, now_ms: u64) -> u64 {
    headers.get("date").and_then(http_date::parse).unwrap_or(now_ms)
}
