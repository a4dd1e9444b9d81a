//! What happened in a run, in order.

use msgraph_chats::{Attempt, BulkProgress};

use crate::base::{self, Happening};

pub(crate) type Entry = base::Entry<What>;

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

impl Happening for What {
    const ABORTED: Self = What::Aborted;

    fn lets_the_caller_act(&self) -> bool {
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
