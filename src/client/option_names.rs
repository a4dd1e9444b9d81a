//! The names of options, once: which there are of each kind. One that does not exist is refused, with the one that was meant.
//!
//! `auth`, `signal`, `onAttempt` and `onProgress` stay in JavaScript, which hands on their names alone.

use crate::graph::OptionsError;
use crate::text::json::Value;
use crate::text::nearest::nearest;

/// Of a client; those of a check are among them, so that a client's options can be handed to one.
pub(crate) const CLIENT: &[&str] = &[
    "auth",
    "cloud",
    "apiVersion",
    "caller",
    "baseUrl",
    "timeoutMs",
    "maxAttempts",
    "maxRetryAfterMs",
    "onUnknown",
];

/// Of a call that reads, or that adds several.
#[cfg(all(target_arch = "wasm32", feature = "bindings"))]
pub(crate) const REQUEST: &[&str] = &["signal", "timeoutMs", "onAttempt"];

/// Of a call that sends one thing.
#[cfg(all(target_arch = "wasm32", feature = "bindings"))]
pub(crate) const SEND: &[&str] = &["signal", "timeoutMs", "clientRequestId", "onAttempt"];

/// Of one creation.
pub(crate) const CALL: &[&str] =
    &["signal", "timeoutMs", "clientRequestId", "onAttempt", "onUnknown", "ifExists", "user"];

/// Of many creations.
pub(crate) const BULK: &[&str] = &[
    "signal",
    "timeoutMs",
    "clientRequestId",
    "onAttempt",
    "batchSize",
    "concurrency",
    "onProgress",
    "onUnknown",
    "ifExists",
    "user",
];

/// Of a search.
pub(crate) const FIND: &[&str] = &["signal", "timeoutMs", "onAttempt", "user", "createdAfter"];

/// Of a wait for an operation.
pub(crate) const WAIT: &[&str] = &["signal", "timeoutMs", "pollIntervalMs"];

/// Names that other libraries and earlier versions have, and the one that is meant.
const MEANT: &[(&str, &str)] = &[
    ("token", "auth"),
    ("accessToken", "auth"),
    ("retries", "maxAttempts"),
    ("maxRetries", "maxAttempts"),
    ("retryUnknownOutcome", "onUnknown"),
    ("abortSignal", "signal"),
];

/// Refuses a name that is not among these.
pub(crate) fn check(options: Value<'_>, known: &[&str]) -> Result<(), OptionsError> {
    match options.properties().find(|(name, _)| !known.contains(name)) {
        None => Ok(()),
        Some((name, _)) => Err(OptionsError(unknown(name, known).into())),
    }
}

fn unknown(name: &str, known: &[&str]) -> String {
    let mut message = String::from("There is no option ");
    // Whoever takes values for names must not find them in a message.
    if name.len() <= 32 && name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        message.push_str(name);
    } else {
        message.push_str("of that name");
    }
    let meant = MEANT.iter().find(|(other, meant)| *other == name && known.contains(meant));
    if let Some(meant) = meant.map(|(_, meant)| *meant).or_else(|| nearest(name, known)) {
        message.push_str(": did you mean ");
        message.push_str(meant);
        message.push('?');
    } else {
        message.push_str("; there are ");
        for (index, name) in known.iter().enumerate() {
            message.push_str(if index == 0 { "" } else { ", " });
            message.push_str(name);
        }
        message.push('.');
    }
    message
}
