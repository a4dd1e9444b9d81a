//! What happened in a run, in order.

use msgraph_chats::{Attempt, BulkProgress};

#[derive(Debug)]
pub(crate) struct Entry {
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
        claims: bool,
    },
    TokenGiven {
        usable: bool,
    },
    TokenFailed,
    TokenDropped,
    Sent(usize),
    Answered(usize),
    SendFailed(usize),
    SendDropped(usize),
    AttemptEnded(Attempt),
    Progress(BulkProgress),
    /// Which of the outcomes.
    Emitted(usize),
    Taken,
    Aborted,
    ClockSet,
    /// A request reaches Graph, which answers in this way.
    Arrived(&'static str),
    /// For the request with this index.
    ChatMade(usize),
    Ended,
}

impl What {
    /// Whether it is a moment in which the caller's own code may run, and so may abort.
    pub(crate) fn lets_the_caller_act(&self) -> bool {
        matches!(
            self,
            What::ReadBegun
                | What::Read(_)
                | What::SourceEnded
                | What::SourceFailed
                | What::TokenAsked { .. }
                | What::TokenGiven { .. }
                | What::TokenFailed
                | What::Sent(_)
                | What::Answered(_)
                | What::SendFailed(_)
                | What::AttemptEnded(_)
                | What::Progress(_)
                | What::Taken
        )
    }
}
