//! HTTP dates in the three forms that RFC 9110 asks recipients to read.

use crate::text::date_time::days_since_1970;
use crate::text::search;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Milliseconds since 1970; `None` when this is no HTTP date.
pub(crate) fn parse(text: &str) -> Option<u64> {
    let between = |byte: &u8| matches!(byte, b' ' | b',' | b'-' | b':');
    let words = text.as_bytes().split(between).filter(|word| !word.is_empty());
    let mut words = words.filter_map(|word| str::from_utf8(word).ok());
    let weekday = words.next()?;
    let mut month = None;
    let mut numbers = [0; 5];
    let mut count = 0_usize;
    for word in words {
        if let Some(number) = search::whole_number(word) {
            *numbers.get_mut(count)? = number;
            count = count.saturating_add(1);
        } else if word != "GMT" {
            let known = MONTHS.iter().zip(0..).find(|(name, _)| **name == word);
            month = Some((known?.1, count));
        }
    }
    let (month, numbers_before_month) = month?;
    let [day, hour, minute, second, year] = match (numbers_before_month, numbers) {
        // Sun, 06 Nov 1994 08:49:37 GMT, and Sunday, 06-Nov-94 08:49:37 GMT
        (1, [day, year, hour, minute, second]) => [day, hour, minute, second, year],
        // Sun Nov  6 08:49:37 1994
        (0, numbers) => numbers,
        _ => return None,
    };
    let year = match year {
        0..70 => year.wrapping_add(2000),
        70..100 => year.wrapping_add(1900),
        _ => year,
    };
    let exists = weekday.bytes().all(|byte| byte.is_ascii_alphabetic())
        && count == 5
        && (1970..10_000).contains(&year)
        && (1..=31).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    exists.then_some(())?;
    let hours = days_since_1970(year, month, day).wrapping_mul(24).wrapping_add(hour);
    let seconds = hours.wrapping_mul(60).wrapping_add(minute).wrapping_mul(60).wrapping_add(second);
    Some(seconds.wrapping_mul(1_000))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn the_three_forms() {
        let cases = [
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(784_111_777_000)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", Some(784_111_777_000)),
            ("Sun Nov  6 08:49:37 1994", Some(784_111_777_000)),
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            ("Thu, 29 Feb 2024 12:00:00 GMT", Some(1_709_208_000_000)),
            ("Tue, 24 Nov 2026 11:11:33 GMT", Some(1_795_518_693_000)),
            ("Sat, 31 Dec 2039 23:59:60 GMT", Some(2_208_988_800_000)),
            ("06 Nov 1994 08:49:37 GMT", None),
            ("Sun, 06 Nov 1994 08:49:37 CET", None),
            ("Sun, 06 Foo 1994 08:49:37 GMT", None),
            ("Sun, 06 Nov 1994 25:49:37 GMT", None),
            ("Sun, 06 Nov 1994 08:49 GMT", None),
            ("Sun, 00 Nov 1994 08:49:37 GMT", None),
            ("soon", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
