//! What a successful *Create chat* gives.

/// A chat that Graph made, or took over to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CreatedChat {
    /// Graph answered with the chat (201, or 200 for a one-on-one chat that was there already).
    Created {
        /// The chat resource, as Graph's JSON text.
        chat: String,
        /// Graph's `request-id`.
        request_id: Option<String>,
        /// How many requests were sent.
        attempts: u32,
        /// It was there and was found, not created now.
        found: bool,
        /// Ids of other chats that are the same.
        duplicates: Vec<String>,
    },
    /// Graph answered 202: an operation is under way.
    Accepted {
        /// The chat's id, where the location names it.
        chat_id: Option<String>,
        /// Where the operation can be polled, as Graph gave it.
        location: String,
        /// Graph's `request-id`.
        request_id: Option<String>,
        /// How many requests were sent.
        attempts: u32,
    },
}

impl CreatedChat {
    /// Graph's `request-id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Created { request_id, .. } | Self::Accepted { request_id, .. } => request_id.as_deref(),
        }
    }
}
