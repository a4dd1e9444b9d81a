//! Dates of the Gregorian calendar, and `Edm.DateTimeOffset`, which is what Graph writes times as.

use crate::text::json::push_number;
use crate::text::search;

/// From the March before the year 1, by which [`days_since_1970`] counts.
const DAYS_BEFORE_1970: u64 = 719_469;

/// Whether this is an `Edm.DateTimeOffset`: a date that exists, a time of day whose seconds may be left out, and an offset.
pub(crate) fn is_date_time(text: &str) -> bool {
    to_ms(text).is_some()
}

/// The milliseconds since 1970 of an `Edm.DateTimeOffset`; 0 for those before.
pub(crate) fn to_ms(text: &str) -> Option<u64> {
    /// What stands before each number of date and time, and how many digits it has.
    const PARTS: [(&str, usize); 5] = [("", 4), ("-", 2), ("-", 2), ("T", 2), (":", 2)];
    const LONGEST_FRACTION: usize = 12;
    let mut numbers = [0; 5];
    let mut text = text;
    for (number, (before, digits)) in numbers.iter_mut().zip(&PARTS) {
        (*number, text) = read_number(text.strip_prefix(before)?, *digits)?;
    }
    let [year, month, day, hour, minute] = numbers;
    let exists = (1..=days_of(year, month)).contains(&day) && hour < 24 && minute < 60;
    exists.then_some(())?;
    let mut of_minute_ms = 0;
    if let Some(rest) = text.strip_prefix(':') {
        let (second, rest) = read_number(rest, 2)?;
        (second < 60).then_some(())?;
        of_minute_ms = second.wrapping_mul(1_000);
        text = rest;
        if let Some(fraction) = rest.strip_prefix('.') {
            let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
            (1..=LONGEST_FRACTION).contains(&digits).then_some(())?;
            let (digits, rest) = fraction.split_at_checked(digits)?;
            let ms = digits.bytes().chain(*b"00").take(3).fold(0_u64, |ms, digit| {
                ms.wrapping_mul(10).wrapping_add(u64::from(digit.wrapping_sub(b'0')))
            });
            of_minute_ms = of_minute_ms.wrapping_add(ms);
            text = rest;
        }
    }
    let (sign, offset) = text.split_at_checked(1)?;
    // Months are counted from 0 there.
    let days = days_since_1970(year, month.wrapping_sub(1), day);
    let minutes = days.wrapping_mul(24 * 60).wrapping_add(hour.wrapping_mul(60)).wrapping_add(minute);
    let minutes = match sign {
        "Z" if offset.is_empty() => minutes,
        "+" => minutes.saturating_sub(minutes_of(offset)?),
        "-" => minutes.wrapping_add(minutes_of(offset)?),
        _ => return None,
    };
    Some(minutes.wrapping_mul(60_000).wrapping_add(of_minute_ms))
}

/// The minutes of an offset such as `05:30`.
fn minutes_of(offset: &str) -> Option<u64> {
    let (hours, rest) = read_number(offset, 2)?;
    let (minutes, rest) = read_number(rest.strip_prefix(':')?, 2)?;
    (rest.is_empty() && hours < 24 && minutes < 60).then(|| hours.wrapping_mul(60).wrapping_add(minutes))
}

fn read_number(text: &str, digits: usize) -> Option<(u64, &str)> {
    let (head, rest) = text.split_at_checked(digits)?;
    Some((search::whole_number(head)?, rest))
}

fn days_of(year: u64, month: u64) -> u64 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// Days of the Gregorian calendar, counted from March so that the leap day is the last; `month` from 0. Years have four digits, so
/// nothing overflows; 0 for those before.
pub(crate) fn days_since_1970(year: u64, month: u64, day: u64) -> u64 {
    let (year, month) = if month < 2 {
        (year.wrapping_sub(1), month.wrapping_add(10))
    } else {
        (year, month.wrapping_sub(2))
    };
    let leap_days = (year / 4).wrapping_sub(year / 100).wrapping_add(year / 400);
    let days_before_month = month.wrapping_mul(306).wrapping_add(5) / 10;
    let days =
        year.wrapping_mul(365).wrapping_add(leap_days).wrapping_add(days_before_month).wrapping_add(day);
    days.saturating_sub(DAYS_BEFORE_1970)
}

/// Appends a time in milliseconds since 1970, as `2026-01-31T09:00:00Z`.
pub(crate) fn push_date_time(out: &mut String, time_ms: u64) {
    const DAYS_OF_400_YEARS: u64 = 146_097;
    let seconds = time_ms / 1_000;
    let days = (seconds / 86_400).wrapping_add(DAYS_BEFORE_1970.wrapping_sub(1));
    let (era, day_of_era) = (days / DAYS_OF_400_YEARS, days % DAYS_OF_400_YEARS);
    let leap_days = (day_of_era / 1_460).wrapping_sub(day_of_era / 36_524).wrapping_add(day_of_era / 146_096);
    let year_of_era = day_of_era.wrapping_sub(leap_days) / 365;
    let before_year =
        year_of_era.wrapping_mul(365).wrapping_add(year_of_era / 4).wrapping_sub(year_of_era / 100);
    let day_of_year = day_of_era.wrapping_sub(before_year);
    // Counted from March.
    let month = day_of_year.wrapping_mul(5).wrapping_add(2) / 153;
    let day = day_of_year.wrapping_sub(month.wrapping_mul(153).wrapping_add(2) / 5).wrapping_add(1);
    let is_next_year = month >= 10;
    let year = era.wrapping_mul(400).wrapping_add(year_of_era).wrapping_add(u64::from(is_next_year));
    let month = if is_next_year { month.wrapping_sub(9) } else { month.wrapping_add(3) };
    let parts = [
        ("", year),
        ("-", month),
        ("-", day),
        ("T", seconds / 3_600 % 24),
        (":", seconds / 60 % 60),
        (":", seconds % 60),
    ];
    for (before, number) in parts {
        out.push_str(before);
        if number < 10 {
            out.push('0');
        }
        push_number(out, usize::try_from(number).unwrap_or_default());
    }
    out.push('Z');
}

#[cfg(test)]
mod tests {
    use super::{push_date_time, to_ms};

    #[test]
    fn there_and_back() {
        for (text, ms) in [
            ("1970-01-01T00:00:00Z", 0),
            ("1970-01-01T00:00:59.999Z", 59_999),
            ("2000-02-29T23:59:59Z", 951_868_799_000),
            ("2026-11-30T13:05:00+05:30", 1_796_024_100_000),
            ("2026-11-30T07:35Z", 1_796_024_100_000),
            ("2026-11-30T07:00:00.0005-00:35", 1_796_024_100_000),
            ("2100-03-01T00:00:00.5Z", 4_107_542_400_500),
            ("0001-01-01T00:00:00Z", 0),
            ("1970-01-01T00:00:00+01:00", 0),
        ] {
            assert_eq!(to_ms(text), Some(ms), "{text}");
        }
        for day in (0..60_000_u64).step_by(7) {
            let time_ms = day * 86_400_000 + day * 1_000 % 86_400_000;
            let mut text = String::new();
            push_date_time(&mut text, time_ms);
            assert_eq!(to_ms(&text), Some(time_ms), "{text}");
        }
    }
}
