//! Dates as servers write them: in headers in the three forms of RFC 9110, in bodies as RFC 3339 has them.

use chrono::DateTime;

const FORMS: [&str; 3] = ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];

fn written(time_ms: u64, form: &str) -> String {
    DateTime::from_timestamp_millis(i64::try_from(time_ms).unwrap()).unwrap().format(form).to_string()
}

/// The form 0, 1 or 2 of a time in milliseconds since 1970, whose part of a second is lost.
pub(crate) fn write(time_ms: u64, form: usize) -> String {
    written(time_ms, FORMS[form])
}

/// As RFC 3339 has it, with milliseconds.
pub(crate) fn rfc_3339(time_ms: u64) -> String {
    written(time_ms, "%Y-%m-%dT%H:%M:%S%.3fZ")
}
