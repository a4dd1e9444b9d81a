//! What many chats give: an outcome for each request, and how far it is.

use serde::Serialize;

use super::{CreatedChat, Failure};

/// What became of one request of many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatOutcome {
    /// Position of the request in its source, from 0.
    pub index: u64,
    /// The chat, or why there is none.
    pub result: Result<CreatedChat, Box<Failure>>,
}

/// How far a run is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BulkProgress {
    /// Requests in all; absent while a source of unknown length is still being read.
    #[serde(serialize_with = "super::number::optional")]
    pub total: Option<u64>,
    /// Chats that were created, or whose creation Graph took over.
    #[serde(serialize_with = "super::number::whole")]
    pub created: u64,
    /// Requests that failed.
    #[serde(serialize_with = "super::number::whole")]
    pub failed: u64,
    /// Requests that Graph is answering.
    #[serde(serialize_with = "super::number::whole")]
    pub in_flight: u64,
    /// Set while everything waits because Graph throttled, milliseconds.
    #[serde(serialize_with = "super::number::optional")]
    pub paused_for_ms: Option<u64>,
    /// Requests that leave a second while nothing waits, as learned from what Graph answers; absent while nothing is.
    pub per_second: Option<f64>,
    /// How long the rest takes at that rate, the wait included, milliseconds; absent while the rate or the total is.
    #[serde(serialize_with = "super::number::optional")]
    pub time_left_ms: Option<u64>,
}
