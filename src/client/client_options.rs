//! Options of a client and of a call.

use crate::endpoints::batch::LARGEST_BATCH;
use crate::graph::GraphOptions;

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
    /// What is done where nobody knows whether a group was created.
    pub on_unknown: OnUnknown,
}

/// What is done where nobody knows whether a group was created.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnUnknown {
    /// The call fails with outcome `Unknown`.
    #[default]
    Report,
    /// The group is looked for among the chats; nothing is repeated.
    Look,
    /// It is created again, although it may be there then twice.
    Repeat,
}

/// What is done where the group is there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IfExists {
    /// Another one is created.
    #[default]
    Create,
    /// It is looked for first, and given in place of a new one.
    Reuse,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            graph: GraphOptions::default(),
            timeout_ms: 30_000,
            max_attempts: 4,
            max_retry_after_ms: 180_000,
            on_unknown: OnUnknown::default(),
        }
    }
}

/// How one call sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallOptions {
    /// Time for one attempt, token included, milliseconds; the client's when absent.
    pub timeout_ms: Option<u64>,
    /// Sent as `client-request-id`; a fresh UUID when absent.
    pub client_request_id: Option<String>,
    /// The client's when absent.
    pub on_unknown: Option<OnUnknown>,
    /// What is done where the group is there already.
    pub if_exists: IfExists,
    /// Whose chats are looked through: an object id or userPrincipalName; the caller's when absent.
    pub user: Option<String>,
}

/// How many chats are created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkOptions {
    /// Time for one HTTP request, token included, milliseconds; the client's when absent.
    pub timeout_ms: Option<u64>,
    /// Requests in a `$batch`, 1 to 20; 1 sends plain `POST /chats`.
    pub batch_size: usize,
    /// The most batches under way at once.
    pub concurrency: usize,
    /// The client's when absent.
    pub on_unknown: Option<OnUnknown>,
    /// What is done where a group is there already.
    pub if_exists: IfExists,
    /// Whose chats are looked through: an object id or userPrincipalName; the caller's when absent.
    pub user: Option<String>,
}

impl Default for BulkOptions {
    fn default() -> Self {
        Self {
            timeout_ms: None,
            batch_size: LARGEST_BATCH,
            concurrency: 16,
            on_unknown: None,
            if_exists: IfExists::Create,
            user: None,
        }
    }
}

/// Which chats are looked through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindOptions {
    /// Time for one attempt, token included, milliseconds; the client's when absent.
    pub timeout_ms: Option<u64>,
    /// Whose chats: an object id or userPrincipalName; those of the caller when absent. Needed with application permission.
    pub user: Option<String>,
    /// Chats that were created before this time, in milliseconds since 1970, are left out.
    pub created_after_ms: Option<u64>,
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
