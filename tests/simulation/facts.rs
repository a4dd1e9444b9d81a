//! What an answer is, as the one who wrote it knows: the ground truth that the client's reading is compared with.

/// How long an answer asks to wait, to one who reads it rightly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Not at all, or not readably.
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

/// What the body of a success says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    Nothing,
    Chat {
        id: String,
        text: String,
    },
    /// And the places where it must be polled, one after the other.
    Operation {
        location: String,
        chat_id: Option<String>,
        places: Vec<String>,
    },
    Status {
        status: &'static str,
        text: String,
    },
}

#[derive(Clone, Debug)]
pub(crate) struct Facts {
    /// What it is called in traces and in the count of what was reached.
    pub(crate) label: &'static str,
    pub(crate) status: u16,
    pub(crate) says: Says,
    pub(crate) retry_after: Asked,
    /// The form of `Retry-After`, for the count of what was reached.
    pub(crate) retry_after_form: &'static str,
    /// The claims of a well-formed challenge.
    pub(crate) claims: Option<String>,
    pub(crate) request_id: RequestId,
}

impl Facts {
    /// An answer that says nothing but its status.
    pub(crate) fn of(label: &'static str, status: u16) -> Self {
        Self {
            label,
            status,
            says: Says::Nothing,
            retry_after: Asked::Nothing,
            retry_after_form: "",
            claims: None,
            request_id: RequestId::Hidden,
        }
    }
}

/// The request id that an answer shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RequestId {
    Hidden,
    Shown(String),
    /// It repeats a token, and so comes out as something else.
    Token,
}

impl RequestId {
    /// Whether what the client says of it is right.
    pub(crate) fn is(&self, said: Option<&str>) -> bool {
        match self {
            RequestId::Hidden => said.is_none(),
            RequestId::Shown(id) => said == Some(id),
            RequestId::Token => true,
        }
    }
}

/// When Graph makes the chat of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Making {
    Never,
    Now,
    Later(u64),
}
