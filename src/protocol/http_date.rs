//! HTTP dates in the three forms that RFC 9110 asks recipients to read.

use crate::search;

/// Milliseconds since 1970; `None` when this is no HTTP date.
pub(super) fn parse(text: &str) -> Option<u64> {
    let between = |letter: char| matches!(letter, ' ' | ',' | '-' | ':');
    let mut words = [""; 9];
    let mut rest = words.iter_mut();
    for word in text.split(between).filter(|word| !word.is_empty()) {
        *rest.next()? = word;
    }
    match words {
        // Sun, 06 Nov 1994 08:49:37 GMT, and Sunday, 06-Nov-94 08:49:37 GMT
        [_, day, month, year, hour, minute, second, "GMT", ""]
        // Sun Nov  6 08:49:37 1994
        | [_, month, day, hour, minute, second, year, "", _] => {
            at(year, month, day, [hour, minute, second])
        }
        _ => None,
    }
}

fn at(year: &str, month: &str, day: &str, clock: [&str; 3]) -> Option<u64> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = u64::try_from(MONTHS.iter().position(|name| *name == month)?).ok()?;
    let year = match number(year, 2) {
        Some(year) => year.wrapping_add(if year < 70 { 2000 } else { 1900 }),
        None => number(year, 4)?,
    };
    let day = number(day, day.len().clamp(1, 2))?;
    let mut time = [0; 3];
    for (number_of, part) in time.iter_mut().zip(clock) {
        *number_of = number(part, 2)?;
    }
    let [hour, minute, second] = time;
    let exists = year >= 1970 && (1..=31).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    let seconds = days_since_1970(year, month, day)
        .wrapping_mul(86_400)
        .wrapping_add(hour.wrapping_mul(3_600))
        .wrapping_add(minute.wrapping_mul(60))
        .wrapping_add(second);
    exists.then(|| seconds.wrapping_mul(1_000))
}

/// Days of the Gregorian calendar, counted from March so that the leap day is the last; `month` from 0. Years have four digits, so
/// nothing overflows.
fn days_since_1970(year: u64, month: u64, day: u64) -> u64 {
    let (year, month) = if month < 2 {
        (year.wrapping_sub(1), month.wrapping_add(10))
    } else {
        (year, month.wrapping_sub(2))
    };
    let leap_days = (year / 4).wrapping_sub(year / 100).wrapping_add(year / 400);
    let days_before_month = month.wrapping_mul(306).wrapping_add(5) / 10;
    let days =
        year.wrapping_mul(365).wrapping_add(leap_days).wrapping_add(days_before_month).wrapping_add(day);
    // 1 January 1970 counted the same way.
    days.wrapping_sub(719_469)
}

fn number(text: &str, digits: usize) -> Option<u64> {
    search::whole_number(text).filter(|_| text.len() == digits)
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
