//! Dates as servers write them: in headers in the three forms of RFC 9110, in bodies as RFC 3339 has them.

const WEEKDAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];
const MONTHS: [(&str, u64); 12] = [
    ("Jan", 31),
    ("Feb", 28),
    ("Mar", 31),
    ("Apr", 30),
    ("May", 31),
    ("Jun", 30),
    ("Jul", 31),
    ("Aug", 31),
    ("Sep", 30),
    ("Oct", 31),
    ("Nov", 30),
    ("Dec", 31),
];

/// Year, number of the month from 0, and day of the month.
fn calendar(mut days: u64) -> (u64, usize, u64) {
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while days >= 365 + u64::from(leap(year)) {
        days -= 365 + u64::from(leap(year));
        year += 1;
    }
    let mut month = 0;
    loop {
        let length = MONTHS[month].1 + u64::from(month == 1 && leap(year));
        if days < length {
            return (year, month, days + 1);
        }
        days -= length;
        month += 1;
    }
}

fn time_of_day(seconds: u64) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60)
}

/// As RFC 3339 has it, with milliseconds.
pub(crate) fn rfc_3339(time_ms: u64) -> String {
    let (year, month, day) = calendar(time_ms / 86_400_000);
    format!("{year}-{:02}-{day:02}T{}.{:03}Z", month + 1, time_of_day(time_ms / 1_000), time_ms % 1_000)
}

/// The form 0, 1 or 2 of a time in milliseconds since 1970, whose part of a second is lost.
pub(crate) fn write(time_ms: u64, form: u64) -> String {
    let days = time_ms / 86_400_000;
    let weekday = WEEKDAYS[usize::try_from(days % 7).unwrap()];
    let (year, month, day) = calendar(days);
    let (name, time) = (MONTHS[month].0, time_of_day(time_ms / 1_000));
    match form {
        0 => format!("{}, {day:02} {name} {year} {time} GMT", &weekday[..3]),
        1 => format!("{weekday}, {day:02}-{name}-{:02} {time} GMT", year % 100),
        _ => format!("{} {name} {day:>2} {time} {year}", &weekday[..3]),
    }
}

#[test]
fn dates_are_written_as_rfc_9110_shows_them() {
    let written = [0, 1, 2].map(|form| write(784_111_777_999, form));
    let expected =
        ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"];
    assert_eq!(written, expected);
    assert_eq!(write(1_709_208_000_000, 0), "Thu, 29 Feb 2024 12:00:00 GMT");
    assert_eq!(rfc_3339(1_709_208_000_007), "2024-02-29T12:00:00.007Z");
}
