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
#[expect(dead_code, reason = "traces show all of it")]
pub(crate) enum What {
    ReadBegun,
    Read(usize),
    SourceEnded,
    SourceFailed,
    ReadDropped,
    /// With claims or without.
    TokenAsked(Option<String>),
    TokenGiven(String),
    TokenFailed,
    TokenDropped,
    /// Which of the exchanges; the next ones, too.
    Sent(usize),
    /// Status and headers of its answer.
    HeadArrived(usize),
    Answered(usize),
    SendFailed(usize),
    SendDropped(usize),
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
        let is_seen =
            !matches!(self, What::TokenDropped | What::SendDropped(_) | What::ReadDropped | What::Emitted(_));
        self.is_a_step() && is_seen
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:>10} ms  {:?}", self.at_ms, self.what)
    }
}
