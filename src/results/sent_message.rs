//! A message that was sent.

/// A message that Graph took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentMessage {
    /// The chatMessage resource, as Graph's JSON text.
    pub message: String,
    /// Graph's `request-id`.
    pub request_id: Option<String>,
    /// How many requests were sent.
    pub attempts: u32,
}
