//! The loop: read, ask for a token, send, sort what comes back, wait for whichever is next.

mod sending;
mod settling;
mod sorting;
mod waiting;

use std::cell::Cell;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use self::settling::{Looked, MOST_LOST};
use self::waiting::Event;
use super::super::attempt::{Asked, Boxed, Tokens, aborted};
use super::super::create_chat;
use super::super::retry_state::RetryState;
use super::BulkPort;
use super::batch_end::BatchEnd;
use super::group::{MadeGroups, Sought};
use super::item::Item;
use super::mailbox::Mailbox;
use crate::body::checked_body;
use crate::client::client_options::{BulkOptions, ClientOptions};
use crate::client::pace::Pace;
use crate::results::redact;
use crate::results::{BulkProgress, Cause, ChatOutcome, CreatedChat, Failure, FailureKind};

/// Requests that are read but not sent, and outcomes that nobody has taken: so many batches of each.
const AHEAD: usize = 2;

/// One run over a source.
pub(super) struct Run<'p, P: BulkPort> {
    port: &'p P,
    options: &'p ClientOptions,
    bulk: &'p BulkOptions,
    pace: Pace,
    /// Read, and waiting to be sent; those to be sent again stand before the others.
    queue: Vec<Item>,
    sending: Vec<Boxed<'p, BatchEnd>>,
    /// One at a time: a provider may open a window, or fail.
    asking: Option<Boxed<'p, Asked<'p>>>,
    reading: Option<Boxed<'p, Result<Option<String>, Cause>>>,
    source_ended: bool,
    source_failure: Option<Box<Failure>>,
    closed: Option<Closed>,
    /// Groups that are looked for.
    sought: Vec<Sought>,
    /// Groups that wait for what becomes of an equal one.
    parked: Vec<Item>,
    /// Where those stand that are sent or wait to be, and what they have in common with equal ones.
    under_way: Vec<(u64, String)>,
    /// What became of the groups of a run that reuses.
    made: MadeGroups,
    /// The ids of chats that outcomes have, sorted.
    given: Vec<String>,
    looking: Option<Boxed<'p, Looked>>,
    mailbox: Rc<Mailbox>,
    /// The chats that were there before the run, for one that reuses.
    list: Option<Result<Rc<Vec<String>>, Box<Failure>>>,
    takes_filter: Rc<Cell<bool>>,
    tokens: Tokens,
    claims: Option<String>,
    first_queued_ms: u64,
    read: u64,
    http_requests: u32,
    progress: BulkProgress,
}

/// Nothing is sent, and so everything that would have to be fails at once.
struct Closed {
    failure: Box<Failure>,
    /// For ever after a token provider's failure; else Graph asks for a longer wait than the caller accepts.
    until_ms: u64,
}

impl<'p, P: BulkPort> Run<'p, P> {
    pub(super) fn new(port: &'p P, options: &'p ClientOptions, bulk: &'p BulkOptions) -> Self {
        Self {
            port,
            options,
            bulk,
            pace: Pace::new(port.elapsed_ms(), bulk.concurrency, bulk.batch_size),
            queue: Vec::new(),
            sending: Vec::new(),
            asking: None,
            reading: None,
            source_ended: false,
            source_failure: None,
            closed: None,
            sought: Vec::new(),
            parked: Vec::new(),
            under_way: Vec::new(),
            made: MadeGroups::default(),
            given: Vec::new(),
            looking: None,
            mailbox: Rc::default(),
            list: None,
            takes_filter: Rc::new(Cell::new(true)),
            tokens: Tokens::default(),
            claims: None,
            first_queued_ms: 0,
            read: 0,
            http_requests: 0,
            progress: BulkProgress { total: port.total(), ..BulkProgress::default() },
        }
    }

    pub(super) async fn finish(mut self) -> Result<(), Box<Failure>> {
        loop {
            if self.port.is_aborted() {
                self.give_up();
                return Ok(());
            }
            self.start_reading();
            let look_at_ms = self.start_looking(self.port.elapsed_ms());
            let wake_at_ms = self.start_asking().into_iter().chain(look_at_ms).min();
            let is_settled = self.sought.is_empty() && self.parked.is_empty();
            if self.source_ended && self.queue.is_empty() && self.sending.is_empty() && is_settled {
                return self.source_failure.map_or(Ok(()), Err);
            }
            match self.next_event(wake_at_ms).await {
                Event::Read(request) => self.take(request),
                Event::Asked((token, limit)) => self.send_next(token, limit),
                Event::Ended(end) => self.sort(end),
                Event::Looked(looked) => self.looked(looked),
                Event::Other => {}
            }
        }
    }

    /// Asks the source for one more, unless enough is waiting.
    fn start_reading(&mut self) {
        let ahead = self.bulk.batch_size.saturating_mul(AHEAD);
        let lost = self.lost();
        let waiting = self.queue.len().saturating_add(self.parked.len());
        let waiting = waiting.saturating_add(self.sought.len()).saturating_sub(lost);
        let room = waiting < ahead && lost < MOST_LOST && self.port.undelivered() < ahead;
        if self.reading.is_none() && !self.source_ended && room {
            let port = self.port;
            self.reading = Some(Box::pin(port.next()));
        }
    }

    fn take(&mut self, request: Result<Option<String>, Cause>) {
        self.reading = None;
        let text = match request {
            Ok(Some(text)) => text,
            Ok(None) => return self.end_of_source(None),
            Err(cause) => {
                let mut failure = Failure::new(
                    FailureKind::Usage,
                    "The source of the requests failed; those read before that were carried out.",
                );
                failure.cause = Some(redact::cause(cause, &[], "", None));
                return self.end_of_source(Some(failure));
            }
        };
        let index = self.read;
        self.read = self.read.saturating_add(1);
        match checked_body(&text, &self.options.graph) {
            Err(failure) => self.emit(Some(index), Err(failure)),
            Ok(body) => {
                let wanted = self.wanted(&body.text);
                let request = create_chat::request(self.options, self.on_unknown(), body);
                let state = RetryState::new(self.port, self.options, &request);
                self.admit(Item { wanted, ..Item::new(Some(index), request, state) });
            }
        }
    }

    fn end_of_source(&mut self, failure: Option<Box<Failure>>) {
        self.source_ended = true;
        self.source_failure = failure;
        self.progress.total = Some(self.read);
    }

    /// Why nothing is sent now, if nothing is.
    fn why_closed(&self, now_ms: u64) -> Option<Box<Failure>> {
        let closed = self.closed.as_ref().filter(|closed| now_ms < closed.until_ms)?;
        let mut failure = closed.failure.again();
        if closed.until_ms < u64::MAX {
            failure.retry_after_ms = Some(closed.until_ms.saturating_sub(now_ms));
        }
        Some(failure)
    }

    /// Nobody waits for what will not be sent.
    fn fail_if_closed(&mut self, now_ms: u64) {
        if let Some(Closed { failure, .. }) = &mut self.closed {
            // Those who sign in are members too, and the provider may have named any of them.
            for item in &self.queue {
                let body = item.request.body.as_deref();
                failure.cause = failure.cause.take().map(|cause| redact::cause(cause, &[], "", body));
            }
        }
        let Some(failure) = self.why_closed(now_ms) else { return };
        self.asking = None;
        self.fail_queue(&failure);
    }

    fn fail_queue(&mut self, failure: &Failure) {
        for item in std::mem::take(&mut self.queue) {
            let failure = item.fail(failure.again());
            self.end(item, Err(failure));
        }
    }

    /// The caller aborted: what was read gets its outcome, and nothing more is read or sent.
    fn give_up(&mut self) {
        self.reading = None;
        self.asking = None;
        // Each attempt sees the abort itself, and knows whether its request had left.
        while let Some(mut batch) = self.sending.pop() {
            if let Poll::Ready(end) = batch.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                self.sort(end);
            }
        }
        self.fail_queue(&aborted());
        self.give_up_looking();
    }

    fn emit(&mut self, index: Option<u64>, result: Result<CreatedChat, Box<Failure>>) {
        let Some(index) = index else { return };
        let place = if result.is_ok() { &mut self.progress.created } else { &mut self.progress.failed };
        *place = place.saturating_add(1);
        self.report(self.port.elapsed_ms());
        self.port.emit(ChatOutcome { index, result });
    }

    /// How many have no outcome yet, where that is known.
    fn left(&self) -> Option<u64> {
        let BulkProgress { total, created, failed, .. } = &self.progress;
        total.map(|total| total.saturating_sub(created.saturating_add(*failed)))
    }

    fn report(&mut self, now_ms: u64) {
        self.progress.in_flight = self.pace.in_flight().saturating_add(self.lost()) as u64;
        self.progress.paused_for_ms = self.pace.paused_for_ms(now_ms);
        self.progress.per_second = self.pace.per_second(now_ms);
        self.progress.time_left_ms = self.left().and_then(|left| self.pace.time_for_ms(left, now_ms));
        self.port.progressed(&self.progress);
    }
}
