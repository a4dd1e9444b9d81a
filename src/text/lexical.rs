//! Shapes of strings: GUID, userPrincipalName, date-time, and letter case.

use std::borrow::Cow;

use crate::text::search;

/// Whether this is a GUID: 32 hexadecimal digits as 8-4-4-4-12.
pub(crate) fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Whether this is shaped like a userPrincipalName: a name, one `@`, and a domain with a dot inside.
pub(crate) fn is_upn_shaped(text: &str) -> bool {
    let Some((name, domain)) = search::split_once(text, "@") else {
        return false;
    };
    let of_label = |byte: u8| matches!(byte, b'-' | b'_') || !byte.is_ascii() || byte.is_ascii_alphanumeric();
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(of_label);
    !name.is_empty() && search::contains(domain, ".") && search::split(domain, ".").all(is_label)
}

/// White space as JavaScript's `trim` sees it.
pub(crate) fn is_white_space(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{feff}'
}

/// The text without white space around it.
pub(crate) fn trim(text: &str) -> &str {
    // Nearly every text has none.
    if let [first, .., last] = text.as_bytes()
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return text;
    }
    let mut start = text.len();
    let mut end = 0;
    for (at, letter) in text.char_indices().filter(|(_, letter)| !is_white_space(*letter)) {
        start = start.min(at);
        end = at.saturating_add(letter.len_utf8());
    }
    text.get(start..end).unwrap_or_default()
}

/// How many UTF-16 units, JavaScript's `length`.
pub(crate) fn utf16_length(text: &str) -> usize {
    text.chars().map(char::len_utf16).fold(0, usize::saturating_add)
}

/// The text with the difference of upper and lower case taken out.
pub(crate) fn fold_case(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            Cow::Borrowed(text)
        }
    } else {
        Cow::Owned(lower_case(text))
    }
}

/// Unicode's tables are large, and JavaScript has them.
#[cfg(all(target_arch = "wasm32", feature = "bindings"))]
fn lower_case(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

#[cfg(not(all(target_arch = "wasm32", feature = "bindings")))]
fn lower_case(text: &str) -> String {
    text.to_lowercase()
}

/// Whether this is an `Edm.DateTimeOffset`: a date that exists, a time of day whose seconds may be left out, and an offset.
pub(crate) fn is_date_time(text: &str) -> bool {
    read_date_time(text).is_some()
}

fn read_date_time(text: &str) -> Option<()> {
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
    if let Some(rest) = text.strip_prefix(':') {
        let (second, rest) = read_number(rest, 2)?;
        (second < 60).then_some(())?;
        text = rest;
        if let Some(fraction) = rest.strip_prefix('.') {
            let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
            (1..=LONGEST_FRACTION).contains(&digits).then_some(())?;
            text = fraction.get(digits..)?;
        }
    }
    let (sign, offset) = text.split_at_checked(1)?;
    let is_offset = match sign {
        "Z" => offset.is_empty(),
        "+" | "-" => is_time_of_day(offset),
        _ => false,
    };
    is_offset.then_some(())
}

fn is_time_of_day(text: &str) -> bool {
    text.len() == 5
        && search::split_once(text, ":").is_some_and(|(hour, minute)| {
            let below = |number, limit| search::whole_number(number).is_some_and(|number| number < limit);
            hour.len() == 2 && below(hour, 24) && below(minute, 60)
        })
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

/// Whether two ids name the same user: letter case aside.
pub(crate) fn is_same_user(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
        || (!(one.is_ascii() && other.is_ascii()) && fold_case(one) == fold_case(other))
}

#[cfg(test)]
mod tests {
    use super::{fold_case, is_date_time, is_guid, is_upn_shaped, utf16_length};

    #[test]
    fn guids() {
        for (text, expected) in [
            ("8b081ef6-4792-4def-b2c9-c363a1bf41d5", true),
            ("8B081EF6-4792-4DEF-B2C9-C363A1BF41D5", true),
            ("8ba98gf6-7fc2-4eb2-c7f2-aef9f21fd98g", false),
            ("8b081ef647924defb2c9c363a1bf41d5", false),
            ("{8b081ef6-4792-4def-b2c9-c363a1bf41d5}", false),
            ("8b081ef6-4792-4def-b2c9-c363a1bf41d", false),
            ("", false),
        ] {
            assert_eq!(is_guid(text), expected, "{text}");
        }
    }

    #[test]
    fn principal_names() {
        for (text, expected) in [
            ("jacob@contoso.com", true),
            ("guest_gmail.com#EXT#@contoso.onmicrosoft.com", true),
            ("o'brien@contoso.com", true),
            ("jürgen@münchen.example", true),
            ("jacob", false),
            ("@contoso.com", false),
            ("jacob@contoso", false),
            ("jacob@.com", false),
            ("jacob@contoso.", false),
            ("a@b@contoso.com", false),
            ("", false),
        ] {
            assert_eq!(is_upn_shaped(text), expected, "{text}");
        }
    }

    #[test]
    fn date_times() {
        for (text, expected) in [
            ("2026-01-31T09:00:00Z", true),
            ("2026-01-31T09:00Z", true),
            ("2026-01-31T09:00+05:30", true),
            ("2024-02-29T05:29:59.123456789012+05:30", true),
            ("2024-02-29T05:29:59.1-23:59", true),
            ("0001-01-01T00:00:00-00:00", true),
            ("2000-02-29T00:00:00Z", true),
            ("2026-01-31t09:00:00Z", false),
            ("2026-01-31T09:00:00z", false),
            ("2016-12-31T23:59:60Z", false),
            ("2024-02-29T05:29:59.1234567890123Z", false),
            ("2026-01-31T09:00.5Z", false),
            ("2026-01-31T09:00:Z", false),
            ("2026-01-31T09Z", false),
            ("1900-02-29T00:00:00Z", false),
            ("2026-02-29T00:00:00Z", false),
            ("2026-04-31T00:00:00Z", false),
            ("2026-13-01T00:00:00Z", false),
            ("2026-00-01T00:00:00Z", false),
            ("2026-01-00T00:00:00Z", false),
            ("2026-01-31T24:00:00Z", false),
            ("2026-01-31T09:60:00Z", false),
            ("2026-01-31T09:00:00", false),
            ("2026-01-31T09:00:00.Z", false),
            ("2026-01-31 09:00:00Z", false),
            ("2026-01-31", false),
            ("2026-01-31T09:00:00+0530", false),
            ("2026-01-31T09:00:00+24:00", false),
            ("2026-01-31T09:00:00+5:030", false),
            ("2026-01-31T09:00:00+05:3", false),
            ("2026-01-31T09:00:00Zx", false),
            ("٢٠٢٦-01-31T09:00:00Z", false),
            ("", false),
        ] {
            assert_eq!(is_date_time(text), expected, "{text}");
        }
    }

    #[test]
    fn letter_case_and_length() {
        assert_eq!(fold_case("Jacob@Contoso.com"), "jacob@contoso.com");
        assert_eq!(fold_case("ÉLAN"), fold_case("élan"));
        assert_eq!(utf16_length("a😀é"), 4);
    }
}
