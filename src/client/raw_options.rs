//! One reading for options of every kind, JSON text with the names of the JavaScript interface.

use std::borrow::Cow;

use super::client_options::{
    BulkOptions, CallOptions, ClientOptions, FindOptions, IfExists, OnUnknown, WaitOptions,
};
use super::option_names;
use crate::endpoints::batch::LARGEST_BATCH;
use crate::graph::base_url::BaseUrl;
use crate::graph::cloud::{ApiVersion, Cloud};
use crate::graph::{GraphOptions, OptionsError};
use crate::rules::is_user;
use crate::text::date_time;
use crate::text::json::{Document, Value, parse};
use crate::text::lexical::trim;

/// The longest wait that timers take, milliseconds (about 24 days).
const LONGEST_TIMER_MS: u64 = 2_147_483_647;

/// Batches under way at once, at most: more than any limit of Graph's can use.
const MOST_BATCHES: usize = 1_000;

impl GraphOptions {
    /// Reads options from JSON text with the names of the JavaScript interface (`cloud`, `apiVersion`, `caller`, `baseUrl`).
    ///
    /// # Errors
    /// The first option that cannot be used; beside it stand the options with each such one counted as absent.
    ///
    /// ```
    /// use msgraph_chats::{ApiVersion, GraphOptions};
    /// let (options, problem) = GraphOptions::from_json(r#"{ "apiVersion": "beta", "cloud": "mars" }"#);
    /// assert_eq!(options.api_version, ApiVersion::Beta);
    /// assert!(problem.is_err());
    /// ```
    pub fn from_json(text: &str) -> (Self, Result<(), OptionsError>) {
        let raw = RawOptions::read(text, option_names::CLIENT);
        (raw.graph, raw.problem.map_or(Ok(()), Err))
    }
}

/// Options as they were given.
#[derive(Default)]
pub(crate) struct RawOptions {
    pub(super) graph: GraphOptions,
    pub(super) timeout_ms: Option<u64>,
    pub(super) poll_interval_ms: Option<u64>,
    pub(super) max_retry_after_ms: Option<u64>,
    pub(super) max_attempts: Option<u32>,
    pub(super) batch_size: Option<usize>,
    pub(super) concurrency: Option<usize>,
    pub(super) on_unknown: Option<OnUnknown>,
    pub(super) if_exists: IfExists,
    pub(super) user: Option<String>,
    pub(super) created_after_ms: Option<u64>,
    pub(super) client_request_id: Option<String>,
    /// The first that cannot be used.
    problem: Option<OptionsError>,
}

impl RawOptions {
    /// Reads JSON text; a name that is not among these is an error.
    pub(crate) fn from_json(text: &str, names: &[&str]) -> Result<Self, OptionsError> {
        let mut raw = Self::read(text, names);
        raw.problem.take().map_or(Ok(raw), Err)
    }

    fn read(text: &str, names: &[&str]) -> Self {
        let mut raw = Self::default();
        let document = parse(text);
        let Some(options) = document.as_ref().map(Document::root).filter(is_object_or_null) else {
            raw.problem = Some(OptionsError::NOT_AN_OBJECT);
            return raw;
        };
        raw.problem = option_names::check(options, names).err();
        for (name, value) in options.properties() {
            if raw.take(name, value).is_none()
                && let Some((_, kind)) = MUST_BE.iter().find(|(known, _)| *known == name)
            {
                raw.refuse(String::from_iter([name, " must be ", kind, "."]));
            }
        }
        raw
    }

    /// Sets the option of this name; `None` where the value is not what it must be.
    fn take(&mut self, name: &str, value: Value<'_>) -> Option<()> {
        let text = value.as_str();
        match name {
            "cloud" => self.graph.cloud = Cloud::from_name(text?)?,
            "apiVersion" => self.graph.api_version = ApiVersion::from_name(text?)?,
            "caller" => {
                let caller = trim(text?);
                self.graph.caller = Some(caller.to_owned()).filter(|caller| !caller.is_empty());
            }
            "baseUrl" => match BaseUrl::parse(text?) {
                Ok(url) => self.graph.base_url = Some(url),
                Err(message) => self.refuse(message),
            },
            "timeoutMs" => self.timeout_ms = Some(timer(value, 1)?),
            "pollIntervalMs" => self.poll_interval_ms = Some(timer(value, 1)?),
            "maxRetryAfterMs" => self.max_retry_after_ms = Some(timer(value, 0)?),
            "maxAttempts" => self.max_attempts = Some(u32::try_from(whole(value, 1)?).ok()?),
            "batchSize" => self.batch_size = Some(count(value, LARGEST_BATCH)?),
            "concurrency" => self.concurrency = Some(count(value, MOST_BATCHES)?),
            "onUnknown" => {
                self.on_unknown = Some(match text? {
                    "report" => OnUnknown::Report,
                    "look" => OnUnknown::Look,
                    "repeat" => OnUnknown::Repeat,
                    _ => return None,
                });
            }
            "ifExists" => {
                self.if_exists = match text? {
                    "create" => IfExists::Create,
                    "reuse" => IfExists::Reuse,
                    _ => return None,
                };
            }
            "user" => self.user = Some(text.map(trim).filter(|id| is_user(id))?.to_owned()),
            "createdAfter" => self.created_after_ms = Some(date_time::to_ms(text?)?),
            "clientRequestId" => {
                self.client_request_id = Some(text.filter(|id| is_header_text(id))?.to_owned());
            }
            _ => {}
        }
        Some(())
    }

    fn refuse(&mut self, message: impl Into<Cow<'static, str>>) {
        self.problem.get_or_insert(OptionsError(message.into()));
    }
}

impl ClientOptions {
    /// Reads the options of a client from JSON text with the names of the JavaScript interface.
    ///
    /// # Errors
    /// The first option that cannot be used.
    pub fn from_json(text: &str) -> Result<Self, OptionsError> {
        RawOptions::from_json(text, option_names::CLIENT).map(Self::from)
    }
}

impl From<RawOptions> for ClientOptions {
    fn from(raw: RawOptions) -> Self {
        let default = Self::default();
        Self {
            graph: raw.graph,
            timeout_ms: raw.timeout_ms.unwrap_or(default.timeout_ms),
            max_attempts: raw.max_attempts.unwrap_or(default.max_attempts),
            max_retry_after_ms: raw.max_retry_after_ms.unwrap_or(default.max_retry_after_ms),
            on_unknown: raw.on_unknown.unwrap_or_default(),
        }
    }
}

impl CallOptions {
    /// Reads the options of a call from JSON text with the names of the JavaScript interface.
    ///
    /// # Errors
    /// The first option that cannot be used.
    pub fn from_json(text: &str) -> Result<Self, OptionsError> {
        RawOptions::from_json(text, option_names::CALL).map(Self::from)
    }
}

impl From<RawOptions> for CallOptions {
    fn from(raw: RawOptions) -> Self {
        let RawOptions { timeout_ms, client_request_id, on_unknown, if_exists, user, .. } = raw;
        Self { timeout_ms, client_request_id, on_unknown, if_exists, user }
    }
}

impl BulkOptions {
    /// Reads the options of a bulk run from JSON text with the names of the JavaScript interface.
    ///
    /// # Errors
    /// The first option that cannot be used.
    pub fn from_json(text: &str) -> Result<Self, OptionsError> {
        RawOptions::from_json(text, option_names::BULK).map(Self::from)
    }
}

impl From<RawOptions> for BulkOptions {
    fn from(raw: RawOptions) -> Self {
        let default = Self::default();
        Self {
            timeout_ms: raw.timeout_ms,
            batch_size: raw.batch_size.unwrap_or(default.batch_size),
            concurrency: raw.concurrency.unwrap_or(default.concurrency),
            on_unknown: raw.on_unknown,
            if_exists: raw.if_exists,
            user: raw.user,
        }
    }
}

impl FindOptions {
    /// Reads the options of a search from JSON text with the names of the JavaScript interface.
    ///
    /// # Errors
    /// The first option that cannot be used.
    pub fn from_json(text: &str) -> Result<Self, OptionsError> {
        RawOptions::from_json(text, option_names::FIND).map(Self::from)
    }
}

impl From<RawOptions> for FindOptions {
    fn from(RawOptions { timeout_ms, user, created_after_ms, .. }: RawOptions) -> Self {
        Self { timeout_ms, user, created_after_ms }
    }
}

impl WaitOptions {
    /// Reads the options of a wait from JSON text with the names of the JavaScript interface.
    ///
    /// # Errors
    /// The first option that cannot be used.
    pub fn from_json(text: &str) -> Result<Self, OptionsError> {
        RawOptions::from_json(text, option_names::WAIT).map(Self::from)
    }
}

impl From<RawOptions> for WaitOptions {
    fn from(raw: RawOptions) -> Self {
        let default = Self::default();
        Self {
            poll_interval_ms: raw.poll_interval_ms.unwrap_or(default.poll_interval_ms),
            timeout_ms: raw.timeout_ms.unwrap_or(default.timeout_ms),
        }
    }
}

/// What each option must be.
const MUST_BE: [(&str, &str); 15] = [
    ("cloud", "\"global\", \"usGovernmentL4\", \"usGovernmentL5\" or \"china\""),
    ("apiVersion", "\"v1.0\" or \"beta\""),
    ("caller", "the object id or userPrincipalName of the signed-in user"),
    ("baseUrl", "a string"),
    ("timeoutMs", "a whole number of milliseconds, 1 or more"),
    ("pollIntervalMs", "a whole number of milliseconds, 1 or more"),
    ("maxRetryAfterMs", "a whole number of milliseconds, 0 or more"),
    ("maxAttempts", "a whole number, 1 or more"),
    ("batchSize", "a whole number from 1 to 20"),
    ("concurrency", "a whole number from 1 to 1,000"),
    ("onUnknown", "\"report\", \"look\" or \"repeat\""),
    ("ifExists", "\"create\" or \"reuse\""),
    ("user", "an object id or userPrincipalName"),
    ("createdAfter", "a Date, or a time such as 2026-01-31T09:00:00Z"),
    ("clientRequestId", "1 to 128 visible ASCII characters, e.g. a UUID"),
];

fn count(value: Value<'_>, most: usize) -> Option<usize> {
    whole(value, 1).and_then(|number| usize::try_from(number).ok()).filter(|number| *number <= most)
}

fn is_header_text(text: &str) -> bool {
    (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn whole(value: Value<'_>, least: u64) -> Option<u64> {
    value.as_u64().filter(|number| *number >= least)
}

fn timer(value: Value<'_>, least: u64) -> Option<u64> {
    whole(value, least).map(|number| number.min(LONGEST_TIMER_MS))
}

fn is_object_or_null(options: &Value<'_>) -> bool {
    options.is_object() || options.is_null()
}
