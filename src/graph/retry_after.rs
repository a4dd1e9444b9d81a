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

#[cfg(test)]
mod tests {
    use super::read;
    use crate::graph::Headers;

    #[test]
    fn seconds_dates_and_garbage() {
        let now = 784_111_777_000;
        let cases = [
            ("10", None, Some(10_000)),
            (" 7 ", None, Some(7_000)),
            ("0", None, Some(0)),
            ("99999999999999999999999", None, Some(super::LONGEST_MS)),
            ("Sun, 06 Nov 1994 08:49:39 GMT", None, Some(2_000)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", None, Some(0)),
            ("Sun, 06 Nov 1994 08:49:36 GMT", None, None),
            ("Sun, 06 Nov 1994 08:49:39 GMT", Some("Sun, 06 Nov 1994 08:49:29 GMT"), Some(10_000)),
            ("Sun, 06 Nov 1994 08:49:39 GMT", Some("garbled"), Some(2_000)),
            ("-1", None, None),
            ("1.5", None, None),
            ("+5", None, None),
            ("ten", None, None),
            ("", None, None),
        ];
        for (value, date, expected) in cases {
            let mut pairs = vec![("Retry-After".to_owned(), value.to_owned())];
            pairs.extend(date.map(|date| ("Date".to_owned(), date.to_owned())));
            assert_eq!(read(&Headers::new(pairs), now), expected, "{value}");
        }
        assert_eq!(read(&Headers::default(), now), None);
    }
}
