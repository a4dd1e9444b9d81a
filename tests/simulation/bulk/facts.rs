//! What an answer means for one request, as the one who wrote it knows.

/// How long an answer asks to wait, to one who reads it rightly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    Nothing,
    Ms(u64),
    /// Until a time of Graph's clock, which the answer does not show.
    Until(u64),
}

impl Asked {
    /// For a client whose clock shows this time.
    pub(crate) fn ms(self, client_time_ms: u64) -> Option<u64> {
        match self {
            Asked::Nothing => None,
            Asked::Ms(ms) => Some(ms),
            Asked::Until(time_ms) => time_ms.checked_sub(client_time_ms),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Created {
        id: String,
    },
    Accepted {
        location: String,
    },
    /// 429, or 503 if it asks to wait.
    Throttled(u16, Asked),
    /// 5xx, a missing answer, a batch that cannot be read.
    Unclear(Option<u16>, Asked),
    Challenge,
    Refused(u16),
    Malformed(u16),
}

/// When Graph makes the chat of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Making {
    Never,
    Now,
    Later(u64),
}
