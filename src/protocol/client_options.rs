//! Options of a client and of a call.

use super::batch::LARGEST_BATCH;
use crate::building::{GraphOptions, OptionsError};
use crate::json::{Dialect, Kind, Value, parse};

/// The longest wait that timers take, milliseconds (about 24 days).
const LONGEST_TIMER_MS: u64 = 2_147_483_647;

/// Batches under way at once, at most: more than any limit of Graph's can use.
const MOST_BATCHES: usize = 1_000;

const TIMEOUT: &str = "timeoutMs must be a whole number of milliseconds, 1 or more.";

/// How a client sends.
///
/// ```
/// use msgraph_chats::ClientOptions;
/// let options = ClientOptions { max_attempts: 1, ..ClientOptions::default() };
/// assert_eq!(options.timeout_ms, 30_000);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientOptions {
    /// Which Graph.
    pub graph: GraphOptions,
    /// Time for one attempt, token included, milliseconds.
    pub timeout_ms: u64,
    /// Attempts in all, the first included.
    pub max_attempts: u32,
    /// The longest `Retry-After` that is waited for, milliseconds.
    pub max_retry_after_ms: u64,
    /// Repeat a group creation although the earlier attempt may have succeeded.
    pub retry_unknown_outcome: bool,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            graph: GraphOptions::default(),
            timeout_ms: 30_000,
            max_attempts: 4,
            max_retry_after_ms: 180_000,
            retry_unknown_outcome: false,
        }
    }
}

impl ClientOptions {
    /// Reads the options of a client from JSON text with the names of the JavaScript interface.
    ///
    /// # Errors
    /// The first option that cannot be used.
    pub fn from_json(text: &str) -> Result<Self, OptionsError> {
        Self::read(parse(text, Dialect::Snapshot).ok_or(OptionsError::NOT_AN_OBJECT)?.root())
    }

    fn read(options: Value<'_>) -> Result<Self, OptionsError> {
        let (graph, problem) = GraphOptions::read(options);
        problem?;
        let mut read = Self { graph, ..Self::default() };
        for (name, value) in options.properties() {
            match name {
                "timeoutMs" => {
                    read.timeout_ms = timer(value, 1, TIMEOUT)?;
                }
                "maxAttempts" => {
                    read.max_attempts = whole(value, 1)
                        .and_then(|number| u32::try_from(number).ok())
                        .ok_or(OptionsError("maxAttempts must be a whole number, 1 or more."))?;
                }
                "maxRetryAfterMs" => {
                    read.max_retry_after_ms = timer(
                        value,
                        0,
                        "maxRetryAfterMs must be a whole number of milliseconds, 0 or more.",
                    )?;
                }
                "retryUnknownOutcome" => {
                    read.retry_unknown_outcome =
                        flag(value).ok_or(OptionsError("retryUnknownOutcome must be true or false."))?;
                }
                _ => {}
            }
        }
        Ok(read)
    }
}

/// How one call sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallOptions {
    /// Time for one attempt, token included, milliseconds; the client's when absent.
    pub timeout_ms: Option<u64>,
    /// Sent as `client-request-id`; a fresh UUID when absent.
    pub client_request_id: Option<String>,
}

impl CallOptions {
    /// Reads the options of a call from JSON text with the names of the JavaScript interface.
    ///
    /// # Errors
    /// The first option that cannot be used.
    pub fn from_json(text: &str) -> Result<Self, OptionsError> {
        Self::read(parse(text, Dialect::Snapshot).ok_or(OptionsError::NOT_AN_OBJECT)?.root())
    }

    fn read(options: Value<'_>) -> Result<Self, OptionsError> {
        let mut read = Self::default();
        if !options.is_object() && !options.is_null() {
            return Err(OptionsError::NOT_AN_OBJECT);
        }
        for (name, value) in options.properties() {
            match name {
                "timeoutMs" => {
                    read.timeout_ms = Some(timer(value, 1, TIMEOUT)?);
                }
                "clientRequestId" => {
                    let text = value.as_str().filter(|text| is_header_text(text));
                    let message = "clientRequestId must be 1 to 128 visible ASCII characters, e.g. a UUID.";
                    read.client_request_id = Some(text.ok_or(OptionsError(message))?.to_owned());
                }
                _ => {}
            }
        }
        Ok(read)
    }
}

/// How many chats are created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BulkOptions {
    /// Time for one HTTP request, token included, milliseconds; the client's when absent.
    pub timeout_ms: Option<u64>,
    /// Requests in a `$batch`, 1 to 20; 1 sends plain `POST /chats`.
    pub batch_size: usize,
    /// The most batches under way at once.
    pub concurrency: usize,
}

impl Default for BulkOptions {
    fn default() -> Self {
        Self { timeout_ms: None, batch_size: LARGEST_BATCH, concurrency: 16 }
    }
}

impl BulkOptions {
    /// Reads the options of a bulk run from JSON text with the names of the JavaScript interface.
    ///
    /// # Errors
    /// The first option that cannot be used.
    pub fn from_json(text: &str) -> Result<Self, OptionsError> {
        Self::read(parse(text, Dialect::Snapshot).ok_or(OptionsError::NOT_AN_OBJECT)?.root())
    }

    fn read(options: Value<'_>) -> Result<Self, OptionsError> {
        let mut read = Self::default();
        if !options.is_object() && !options.is_null() {
            return Err(OptionsError::NOT_AN_OBJECT);
        }
        for (name, value) in options.properties() {
            match name {
                "timeoutMs" => read.timeout_ms = Some(timer(value, 1, TIMEOUT)?),
                "batchSize" => {
                    read.batch_size = count(value, LARGEST_BATCH)
                        .ok_or(OptionsError("batchSize must be a whole number from 1 to 20."))?;
                }
                "concurrency" => {
                    read.concurrency = count(value, MOST_BATCHES)
                        .ok_or(OptionsError("concurrency must be a whole number from 1 to 1,000."))?;
                }
                _ => {}
            }
        }
        Ok(read)
    }
}

fn count(value: Value<'_>, most: usize) -> Option<usize> {
    whole(value, 1).and_then(|number| usize::try_from(number).ok()).filter(|number| *number <= most)
}

/// How an operation is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitOptions {
    /// Between two polls, milliseconds.
    pub poll_interval_ms: u64,
    /// For the whole of it, milliseconds.
    pub timeout_ms: u64,
}

impl Default for WaitOptions {
    fn default() -> Self {
        Self { poll_interval_ms: 30_000, timeout_ms: 600_000 }
    }
}

impl WaitOptions {
    /// Reads the options of a wait from JSON text with the names of the JavaScript interface.
    ///
    /// # Errors
    /// The first option that cannot be used.
    pub fn from_json(text: &str) -> Result<Self, OptionsError> {
        Self::read(parse(text, Dialect::Snapshot).ok_or(OptionsError::NOT_AN_OBJECT)?.root())
    }

    fn read(options: Value<'_>) -> Result<Self, OptionsError> {
        let mut read = Self::default();
        if !options.is_object() && !options.is_null() {
            return Err(OptionsError::NOT_AN_OBJECT);
        }
        for (name, value) in options.properties() {
            match name {
                "timeoutMs" => {
                    read.timeout_ms = timer(value, 1, TIMEOUT)?;
                }
                "pollIntervalMs" => {
                    read.poll_interval_ms =
                        timer(value, 1, "pollIntervalMs must be a whole number of milliseconds, 1 or more.")?;
                }
                _ => {}
            }
        }
        Ok(read)
    }
}

fn is_header_text(text: &str) -> bool {
    (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn whole(value: Value<'_>, least: u64) -> Option<u64> {
    value.as_u64().filter(|number| *number >= least)
}

fn timer(value: Value<'_>, least: u64, message: &'static str) -> Result<u64, OptionsError> {
    whole(value, least).map(|number| number.min(LONGEST_TIMER_MS)).ok_or(OptionsError(message))
}

fn flag(value: Value<'_>) -> Option<bool> {
    match value.kind() {
        Kind::True => Some(true),
        Kind::False => Some(false),
        _ => None,
    }
}
