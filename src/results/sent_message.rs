//! A message that was sent.

use serde::Serialize;

/// A message that Graph took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SentMessage {
    /// The chatMessage resource, as Graph's JSON text.
    pub message: String,
    /// Graph's `request-id`.
    pub request_id: Option<String>,
    /// How many requests were sent.
    pub attempts: u32,
}
