//! What happened in a run, in order: the ground on which it is judged, and the trace that is shown.

use std::fmt;

use msgraph_chats::{Attempt, BulkProgress};

/// One thing that happened.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Since the run began.
    pub(crate) at_ms: u64,
    pub(crate) what: What,
}

#[derive(Debug)]
pub(crate) enum What {
    ReadBegun,
    Read(usize),
    SourceEnded,
    SourceFailed,
    ReadDropped,
    TokenAsked {
        claims: Option<String>,
    },
    TokenGiven(String),
    TokenFailed,
    TokenDropped,
    Sent {
        exchange: usize,
    },
    Answered {
        exchange: usize,
    },
    SendFailed {
        exchange: usize,
    },
    SendDropped {
        exchange: usize,
    },
    SleepBegun(u64),
    AttemptEnded(Attempt),
    Progress(BulkProgress),
    /// Which of the outcomes.
    Emitted(usize),
    Taken,
    Aborted,
    ClockSet(i64),
    Arrived {
        exchange: usize,
        label: &'static str,
    },
    /// Of a request: of one chat, which was sent so manieth; of many, which was read so manieth.
    ChatMade {
        request: usize,
        id: String,
    },
    Ended(String),
}

impl What {
    /// Whether the client sees or does it.
    pub(crate) fn is_a_step(&self) -> bool {
        !matches!(
            self,
            What::Aborted | What::ClockSet(_) | What::Arrived { .. } | What::ChatMade { .. } | What::Ended(_)
        )
    }

    /// Whether it is a moment in which the caller's own code may run, and so may abort.
    pub(crate) fn lets_the_caller_act(&self) -> bool {
        let is_seen = !matches!(
            self,
            What::TokenDropped | What::SendDropped { .. } | What::ReadDropped | What::Emitted(_)
        );
        self.is_a_step() && is_seen
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:>10} ms  ", self.at_ms)?;
        match &self.what {
            What::TokenAsked { claims: None } => write!(formatter, "client   asks for a token"),
            What::TokenAsked { claims: Some(claims) } => {
                write!(formatter, "client   asks for a token with {claims}")
            }
            What::TokenGiven(token) => write!(formatter, "provider gives {token:?}"),
            What::TokenFailed => write!(formatter, "provider fails"),
            What::TokenDropped => write!(formatter, "client   waits for the token no longer"),
            What::Sent { exchange } => write!(formatter, "client   sends request {exchange}"),
            What::Answered { exchange } => write!(formatter, "client   has the answer to request {exchange}"),
            What::SendFailed { exchange } => {
                write!(formatter, "client   sees a network error on request {exchange}")
            }
            What::SendDropped { exchange } => write!(formatter, "client   aborts request {exchange}"),
            What::SleepBegun(duration_ms) => write!(formatter, "client   sets a timer of {duration_ms} ms"),
            What::AttemptEnded(attempt) => write!(formatter, "client   reports {attempt:?}"),
            What::Aborted => write!(formatter, "caller   aborts"),
            What::ClockSet(by_ms) => write!(formatter, "clock    is set by {by_ms} ms"),
            What::Arrived { exchange, label } => {
                write!(formatter, "graph    receives request {exchange}: {label}")
            }
            What::ChatMade { request, id } => {
                write!(formatter, "graph    makes the chat {id} for request {request}")
            }
            What::Ended(how) => write!(formatter, "client   ends: {how}"),
            other => write!(formatter, "client   {other:?}"),
        }
    }
}
