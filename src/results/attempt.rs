//! One attempt as it ends.

use serde::Serialize;

/// One request to Graph that has ended, for logs and user interfaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// 1 for the first.
    pub number: u32,
    /// The HTTP status; absent where no answer arrived.
    pub status: Option<u16>,
    /// Graph's `request-id`.
    pub request_id: Option<String>,
    /// Milliseconds until the next attempt; absent after the last.
    #[serde(serialize_with = "super::number::optional")]
    pub retry_in_ms: Option<u64>,
}
