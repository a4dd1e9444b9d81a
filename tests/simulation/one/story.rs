//! What one call of the client did, read step by step against what it should have done.

use std::slice::Iter;

use msgraph_chats::{Attempt, FailureKind};

use crate::exchange::Exchange;
use crate::facts::{Facts, RequestId};
use crate::log::{Entry, What};
use crate::provider::is_usable;

/// What is found to be wrong, in words.
pub(crate) type Checked<T> = Result<T, String>;

/// How an attempt went, as the log shows.
pub(crate) enum Attempted {
    /// Nothing was sent, and the call ends with this kind.
    NotSent(FailureKind),
    Answered {
        exchange: usize,
        /// Why its body did not come, where it did not.
        lost: Option<FailureKind>,
    },
    NotAnswered {
        kind: FailureKind,
    },
}

/// The part of the log that belongs to a call.
pub(crate) struct Story<'a> {
    entries: std::iter::Peekable<std::iter::Enumerate<Iter<'a, Entry>>>,
    pub(crate) exchanges: &'a [Exchange],
    /// Where in the log, and when.
    aborted: Option<(usize, u64)>,
    /// The time of the last entry that was read.
    pub(crate) at_ms: u64,
    pub(crate) sends: u32,
    /// When the call must end, if that is not when the last thing was done.
    pub(crate) ends_ms: Option<u64>,
}

impl<'a> Story<'a> {
    /// `before` is what was logged before the call, `log` what was logged from its begin to its end.
    pub(crate) fn new(before: &[Entry], log: &'a [Entry], exchanges: &'a [Exchange], began_ms: u64) -> Self {
        let aborts = |entry: &Entry| matches!(entry.what, What::Aborted);
        let aborted = if before.iter().any(aborts) {
            Some((0, began_ms))
        } else {
            log.iter().position(aborts).map(|index| (index, log[index].at_ms))
        };
        Self {
            entries: log.iter().enumerate().peekable(),
            exchanges,
            aborted,
            at_ms: began_ms,
            sends: 0,
            ends_ms: None,
        }
    }

    /// The next thing that the client did or was told, but for its timers.
    fn next(&mut self) -> Option<(usize, &'a Entry)> {
        self.skip_others();
        let next = self.entries.next();
        if let Some((_, entry)) = next {
            self.at_ms = entry.at_ms;
        }
        next
    }

    fn skip_others(&mut self) {
        while self
            .entries
            .next_if(|(_, entry)| !entry.what.is_a_step() || matches!(entry.what, What::SleepBegun(_)))
            .is_some()
        {}
    }

    /// Whether the caller had aborted before the next thing that the client did or was told.
    fn is_aborted(&mut self) -> bool {
        self.skip_others();
        let next = self.entries.peek().map_or(usize::MAX, |(index, _)| *index);
        self.aborted.is_some_and(|(index, _)| index < next)
    }

    fn was_aborted_before(&self, index: usize) -> bool {
        self.aborted.is_some_and(|(aborted, _)| aborted < index)
    }

    pub(crate) fn aborted_ms(&self) -> Option<u64> {
        self.aborted.map(|(_, at_ms)| at_ms)
    }

    /// Nothing more was done.
    pub(crate) fn ends(&mut self) -> Checked<()> {
        match self.next() {
            None => Ok(()),
            Some((_, entry)) => Err(format!("the call should have ended, but: {entry}")),
        }
    }

    /// Whether the client did nothing more, because the caller aborted.
    pub(crate) fn is_given_up(&mut self) -> bool {
        self.is_aborted() && self.entries.peek().is_none()
    }

    /// Reads one attempt that is to begin at a time and to end in time.
    pub(crate) fn attempt(
        &mut self,
        begin_ms: u64,
        claims: Option<&str>,
        timeout_ms: u64,
    ) -> Checked<Attempted> {
        let deadline_ms = begin_ms + timeout_ms;
        if self.is_given_up() {
            return Ok(Attempted::NotSent(FailureKind::Aborted));
        }
        let aborted = self.is_aborted();
        match self.next() {
            Some((_, Entry { at_ms, what: What::TokenAsked(asked) })) => {
                if aborted {
                    return Err("a token is asked for after the abort".to_owned());
                }
                if *at_ms != begin_ms {
                    return Err(format!("an attempt begins at {at_ms} ms, not at {begin_ms} ms"));
                }
                if asked.as_deref() != claims {
                    return Err(format!("the token is asked for with {asked:?}, not with {claims:?}"));
                }
            }
            other => return Err(format!("no token is asked for: {}", shown(other))),
        }
        let usable = match self.next() {
            Some((index, Entry { at_ms, what: What::TokenDropped })) => {
                return Ok(Attempted::NotSent(self.why_dropped(index, *at_ms, deadline_ms)?));
            }
            Some((_, Entry { what: What::TokenGiven(token), .. })) => is_usable(token),
            Some((_, Entry { what: What::TokenFailed, .. })) => false,
            other => return Err(format!("nothing comes of the token: {}", shown(other))),
        };
        let asked_ms = self.at_ms;
        self.in_time(deadline_ms)?;
        if self.is_aborted() {
            self.ends()?;
            return Ok(Attempted::NotSent(FailureKind::Aborted));
        }
        if !usable {
            return Ok(Attempted::NotSent(FailureKind::Auth));
        }
        let exchange = match self.next() {
            Some((_, Entry { at_ms, what: What::Sent(exchange) })) if *at_ms == asked_ms => *exchange,
            other => return Err(format!("the token is not used: {}", shown(other))),
        };
        self.sends += 1;
        self.skip_others();
        let arrives =
            |(_, entry): &(usize, &Entry)| matches!(entry.what, What::HeadArrived(of) if of == exchange);
        let has_head = self.entries.next_if(arrives).is_some();
        let kind = match self.next() {
            Some((_, Entry { what: What::Answered(answered), .. })) if *answered == exchange => {
                self.in_time(deadline_ms)?;
                return Ok(Attempted::Answered { exchange, lost: None });
            }
            Some((_, Entry { what: What::SendFailed(failed), .. })) if *failed == exchange => {
                self.in_time(deadline_ms)?;
                if self.is_aborted() { FailureKind::Aborted } else { FailureKind::Network }
            }
            Some((index, Entry { at_ms, what: What::SendDropped(dropped) })) if *dropped == exchange => {
                self.why_dropped(index, *at_ms, deadline_ms)?
            }
            other => return Err(format!("nothing comes of the request: {}", shown(other))),
        };
        Ok(if has_head && kind != FailureKind::Aborted {
            Attempted::Answered { exchange, lost: Some(kind) }
        } else {
            Attempted::NotAnswered { kind }
        })
    }

    /// Reads the report of an attempt; the wait that it tells of must be as expected.
    pub(crate) fn report(
        &mut self,
        facts: Option<&Facts>,
        expected_wait: impl FnOnce(Option<u64>) -> bool,
    ) -> Checked<Option<u64>> {
        let now_ms = self.at_ms;
        let Some((_, Entry { at_ms, what: What::AttemptEnded(attempt) })) = self.next() else {
            return Err("an attempt is not reported".to_owned());
        };
        let Attempt { number, status, request_id, retry_in_ms } = attempt;
        let expected_status = facts.map(|facts| facts.status).filter(|status| *status != 0);
        let same_id = facts.map_or(&RequestId::Hidden, |facts| &facts.request_id).is(request_id.as_deref());
        if *at_ms != now_ms || *number != self.sends || *status != expected_status || !same_id {
            return Err(format!("{attempt:?} is reported of request {} with {facts:?}", self.sends));
        }
        if !expected_wait(*retry_in_ms) {
            return Err(format!("the next attempt after {facts:?} is said to come in {retry_in_ms:?}"));
        }
        Ok(*retry_in_ms)
    }

    fn in_time(&self, deadline_ms: u64) -> Checked<()> {
        if self.at_ms <= deadline_ms {
            return Ok(());
        }
        Err(format!("an attempt that had to end by {deadline_ms} ms goes on at {} ms", self.at_ms))
    }

    fn why_dropped(&self, index: usize, at_ms: u64, deadline_ms: u64) -> Checked<FailureKind> {
        if self.was_aborted_before(index) && self.aborted_ms() == Some(at_ms) {
            Ok(FailureKind::Aborted)
        } else if at_ms == deadline_ms && !self.was_aborted_before(index) {
            Ok(FailureKind::Timeout)
        } else {
            Err(format!("given up at {at_ms} ms, neither aborted then nor at the limit of {deadline_ms} ms"))
        }
    }
}

fn shown(entry: Option<(usize, &Entry)>) -> String {
    entry.map_or_else(|| "the call ends".to_owned(), |(_, entry)| entry.to_string())
}
