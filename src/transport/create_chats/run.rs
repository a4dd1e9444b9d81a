//! The loop: read, send, sort what comes back, wait for whichever is next.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::Poll;

use super::super::attempt::{Attempted, Tokens, aborted, attempt};
use super::BulkPort;
use super::batch_end::{Answers, BatchEnd, read};
use super::item::Item;
use crate::chats;
use crate::json::Dialect;
use crate::model::{Attempt, BulkProgress, Cause, ChatOutcome, CreatedChat, Failure, FailureKind};
use crate::protocol::client_options::{BulkOptions, ClientOptions};
use crate::protocol::create_chat::{self, Answer};
use crate::protocol::pace::{Allowance, Pace};
use crate::protocol::retry::{Ending, Next, decide};
use crate::protocol::{batch, redact, uuid};

/// Requests that are read but not sent, and outcomes that nobody has taken: so many batches of each.
const AHEAD: usize = 2;
/// How long a batch that is not full waits for more, milliseconds.
const LINGER_MS: u64 = 10;

type Sending<'p> = Pin<Box<dyn Future<Output = BatchEnd> + 'p>>;
type Reading<'p> = Pin<Box<dyn Future<Output = Result<Option<String>, Cause>> + 'p>>;

/// One run over a source.
pub(super) struct Run<'p, P: BulkPort> {
    port: &'p P,
    options: &'p ClientOptions,
    bulk: &'p BulkOptions,
    pace: Pace,
    /// Read, and waiting to be sent; those to be sent again stand before the others.
    queue: VecDeque<Item>,
    sending: Vec<Sending<'p>>,
    reading: Option<Reading<'p>>,
    source_ended: bool,
    source_failure: Option<Box<Failure>>,
    /// A token provider that failed is not asked again: everything else ends the same way.
    token_failure: Option<Box<Failure>>,
    tokens: Rc<Tokens>,
    claims: Option<String>,
    first_queued_ms: u64,
    read: u64,
    http_requests: u32,
    progress: BulkProgress,
}

impl<'p, P: BulkPort> Run<'p, P> {
    pub(super) fn new(port: &'p P, options: &'p ClientOptions, bulk: &'p BulkOptions) -> Self {
        let largest_window = bulk.concurrency.saturating_mul(bulk.batch_size);
        Self {
            port,
            options,
            bulk,
            pace: Pace::new(port.now_ms(), largest_window),
            queue: VecDeque::new(),
            sending: Vec::new(),
            reading: None,
            source_ended: false,
            source_failure: None,
            token_failure: None,
            tokens: Rc::default(),
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
            let wake_at_ms = self.send_what_may_go();
            if self.source_ended && self.queue.is_empty() && self.sending.is_empty() {
                return self.source_failure.map_or(Ok(()), Err);
            }
            match self.next_event(wake_at_ms).await {
                Event::Read(request) => self.take(request),
                Event::Ended(end) => self.sort(end),
                Event::Other => {}
            }
        }
    }

    /// Asks the source for one more, unless enough is waiting.
    fn start_reading(&mut self) {
        let ahead = self.bulk.batch_size.saturating_mul(AHEAD);
        let room = self.queue.len() < ahead && self.port.undelivered() < ahead;
        if self.reading.is_none() && !self.source_ended && room {
            let port = self.port;
            self.reading = Some(Box::pin(port.next()));
        }
    }

    fn take(&mut self, request: Result<Option<String>, Cause>) {
        self.reading = None;
        let text = match request {
            Ok(Some(text)) => text,
            Ok(None) => {
                self.source_ended = true;
                self.progress.total = Some(self.read);
                return;
            }
            Err(cause) => {
                self.source_ended = true;
                let mut failure = Failure::new(
                    FailureKind::Usage,
                    "The source of the requests failed; those it had given were carried through.",
                );
                failure.cause = Some(redact::cause(cause, &[], "", None));
                self.source_failure = Some(failure);
                return;
            }
        };
        let index = self.read;
        self.read = self.read.saturating_add(1);
        match chats::checked_body(&text, &self.options.graph, Dialect::Snapshot) {
            Err(failure) => self.emit(index, Err(failure)),
            Ok(body) => {
                let item = Item::new(index, body);
                if let Some(failure) = &self.token_failure {
                    let failure = item.fail(failure.clone(), None);
                    return self.emit(index, Err(failure));
                }
                if self.queue.is_empty() {
                    self.first_queued_ms = self.port.now_ms();
                }
                self.queue.push_back(item);
            }
        }
    }

    /// Sends batches as long as the pace allows; gives the time at which to look again.
    fn send_what_may_go(&mut self) -> Option<u64> {
        loop {
            if self.queue.is_empty() || self.sending.len() >= self.bulk.concurrency {
                return None;
            }
            let now_ms = self.port.now_ms();
            let allowed = match self.pace.allowance(now_ms, self.bulk.batch_size) {
                Allowance::Now(allowed) => allowed,
                Allowance::At(at_ms) => return Some(at_ms),
                Allowance::AfterAnAnswer => return None,
            };
            let ready = self.queue.iter().filter(|item| item.not_before_ms <= now_ms).count();
            if ready == 0 {
                return self.queue.iter().map(|item| item.not_before_ms).min();
            }
            let linger_until_ms = self.first_queued_ms.saturating_add(LINGER_MS);
            if ready < allowed && self.reading.is_some() && now_ms < linger_until_ms {
                return Some(linger_until_ms);
            }
            let items = self.pick(allowed, now_ms);
            self.send(items, now_ms);
        }
    }

    /// Takes the next batch out of the queue.
    fn pick(&mut self, allowed: usize, now_ms: u64) -> Vec<Item> {
        let mut picked: Vec<Item> = Vec::with_capacity(allowed);
        let mut bytes = 0;
        let mut left = VecDeque::with_capacity(self.queue.len());
        while let Some(item) = self.queue.pop_front() {
            let ready = item.not_before_ms <= now_ms && picked.len() < allowed;
            if ready && (picked.is_empty() || batch::fits(bytes, item.body.len())) {
                bytes = bytes.saturating_add(batch::size_of(&item.body));
                picked.push(item);
            } else {
                left.push_back(item);
            }
        }
        self.queue = left;
        self.first_queued_ms = now_ms;
        picked
    }

    fn send(&mut self, mut items: Vec<Item>, sent_at_ms: u64) {
        let (port, options, bulk) = (self.port, self.options, self.bulk);
        self.pace.sent(items.len(), sent_at_ms);
        let client_request_id = uuid::version_4(|| port.random());
        let is_batch =
            bulk.batch_size > 1 && items.first().is_some_and(|item| batch::fits(0, item.body.len()));
        let request = match items.first() {
            Some(only) if !is_batch => {
                create_chat::request(&options.graph, only.body.clone(), &client_request_id)
            }
            _ => batch::request(
                &options.graph,
                items.iter().map(|item| item.body.as_str()),
                &client_request_id,
            ),
        };
        for item in &mut items {
            item.count();
        }
        let timeout_ms = bulk.timeout_ms.unwrap_or(options.timeout_ms);
        let claims = self.claims.clone();
        let tokens = Rc::clone(&self.tokens);
        self.sending.push(Box::pin(async move {
            let attempted = attempt(port, &tokens, request, claims.as_deref(), port.sleep(timeout_ms)).await;
            BatchEnd { items, sent_at_ms, client_request_id, is_batch, attempted }
        }));
    }

    /// Waits until something is read, a batch ends, it is time, an outcome is taken, or the caller aborts.
    async fn next_event(&mut self, wake_at_ms: Option<u64>) -> Event {
        let port = self.port;
        let now_ms = port.now_ms();
        let mut timer = pin!(async {
            match wake_at_ms {
                Some(at_ms) => port.sleep(at_ms.saturating_sub(now_ms)).await,
                None => std::future::pending().await,
            }
        });
        let mut aborted = pin!(port.aborted());
        let mut taken = pin!(port.taken());
        let (sending, reading) = (&mut self.sending, &mut self.reading);
        poll_fn(|context| {
            for (index, batch) in sending.iter_mut().enumerate() {
                if let Poll::Ready(end) = batch.as_mut().poll(context) {
                    drop(sending.swap_remove(index));
                    return Poll::Ready(Event::Ended(end));
                }
            }
            if let Some(read) = reading
                && let Poll::Ready(request) = read.as_mut().poll(context)
            {
                return Poll::Ready(Event::Read(request));
            }
            let others: [Pin<&mut dyn Future<Output = ()>>; 3] =
                [aborted.as_mut(), timer.as_mut(), taken.as_mut()];
            for other in others {
                if other.poll(context).is_ready() {
                    return Poll::Ready(Event::Other);
                }
            }
            Poll::Pending
        })
        .await
    }

    /// Gives each request of a batch its outcome, or its place in a later one.
    fn sort(&mut self, end: BatchEnd) {
        let now_ms = self.port.now_ms();
        let count = end.items.len();
        let (status, request_id) = match &end.attempted {
            Attempted::Answered(response) => (
                Some(response.status).filter(|status| *status != 0),
                response.headers.get("request-id").map(str::to_owned),
            ),
            _ => (None, None),
        };
        let answers = read(end.attempted, count, end.is_batch, &self.options.graph, now_ms);
        let answers = match answers {
            Answers::NotSent(failure) => return self.not_sent(failure, end.items, &end.client_request_id),
            Answers::All(ending, failure) => {
                let all = || Answer::Failed(ending.clone(), failure.clone());
                std::iter::repeat_with(all).take(count).collect()
            }
            Answers::Each(answers) => answers,
        };
        let throttled = |answer: &Answer| {
            matches!(answer, Answer::Failed(Ending::Throttled | Ending::Unavailable | Ending::Unclear, _))
        };
        let accepted = answers.iter().filter(|answer| !throttled(answer)).count();
        self.pace.ended(count, accepted);
        self.http_requests = self.http_requests.saturating_add(1);
        let mut again = Vec::new();
        let mut longest_wait_ms = None;
        for (mut item, answer) in end.items.into_iter().zip(answers) {
            match self.judge(&mut item, answer, end.sent_at_ms, now_ms) {
                Ok(Verdict::Done(created)) => self.emit(item.index, Ok(*created)),
                Ok(Verdict::Again(_)) if self.token_failure.is_some() => {
                    let failure = self.token_failure.clone().unwrap_or_else(aborted);
                    let failure = item.fail(failure, Some(&end.client_request_id));
                    self.emit(item.index, Err(failure));
                }
                Ok(Verdict::Again(wait_ms)) => {
                    longest_wait_ms = longest_wait_ms.max(Some(wait_ms));
                    again.push(item);
                }
                Err(failure) => {
                    let failure = item.fail(failure, Some(&end.client_request_id));
                    self.emit(item.index, Err(failure));
                }
            }
        }
        let retry_in_ms = longest_wait_ms.filter(|_| again.len() == count);
        self.port.attempt_ended(&Attempt { number: self.http_requests, status, request_id, retry_in_ms });
        for item in again.into_iter().rev() {
            self.queue.push_front(item);
        }
        if self.pace.paused_for_ms(now_ms).is_some() {
            self.report(now_ms);
        }
    }

    /// What one answer means for one request.
    fn judge(
        &mut self,
        item: &mut Item,
        answer: Answer,
        sent_at_ms: u64,
        now_ms: u64,
    ) -> Result<Verdict, Box<Failure>> {
        let (ending, failure) = match answer.settle(item.attempts) {
            Ok(created) => return Ok(Verdict::Done(Box::new(created))),
            Err(failed) => failed,
        };
        item.unknown |= ending.leaves_unknown();
        if failure.kind == FailureKind::Aborted {
            return Err(failure);
        }
        let can_ask = self.port.can_answer_claims();
        let safe = item.is_safe_to_repeat();
        let next = decide(
            &ending,
            failure.retry_after_ms,
            safe,
            can_ask,
            item.used,
            self.options,
            self.port.random(),
        );
        if matches!(ending, Ending::Throttled | Ending::Unavailable) {
            let asked_ms = failure.retry_after_ms.map(|wait_ms| wait_ms.min(self.options.max_retry_after_ms));
            let wait_ms = if let Next::After(wait_ms) = next { Some(wait_ms) } else { asked_ms };
            self.pace.throttled(sent_at_ms, now_ms, wait_ms.unwrap_or(0));
        }
        match next {
            Next::Stop => Err(failure),
            Next::After(wait_ms) => {
                item.not_before_ms = now_ms.saturating_add(wait_ms);
                Ok(Verdict::Again(wait_ms))
            }
            Next::WithClaims(claims) => {
                item.used.claims = true;
                item.used.attempts = item.used.attempts.saturating_sub(1);
                self.claims = Some(claims);
                Ok(Verdict::Again(0))
            }
        }
    }

    /// A batch that never left: the token failed, or the caller aborted.
    fn not_sent(&mut self, failure: Box<Failure>, items: Vec<Item>, client_request_id: &str) {
        self.pace.ended(items.len(), 0);
        for mut item in items {
            item.attempts = item.attempts.saturating_sub(1);
            let failure = item.fail(failure.clone(), Some(client_request_id));
            self.emit(item.index, Err(failure));
        }
        if failure.kind == FailureKind::Aborted {
            return;
        }
        for item in std::mem::take(&mut self.queue) {
            let failure = item.fail(failure.clone(), None);
            self.emit(item.index, Err(failure));
        }
        self.token_failure = Some(failure);
    }

    /// The caller aborted: what was read gets its outcome, and nothing more is read or sent.
    fn give_up(&mut self) {
        let port = self.port;
        self.reading = None;
        // Each attempt sees the abort itself, and knows whether its request had left.
        while let Some(mut batch) = self.sending.pop() {
            let mut context = std::task::Context::from_waker(std::task::Waker::noop());
            if let Poll::Ready(end) = batch.as_mut().poll(&mut context) {
                self.sort(end);
            }
        }
        debug_assert!(port.is_aborted(), "only an abort ends a run early");
        for item in std::mem::take(&mut self.queue) {
            let failure = item.fail(aborted(), None);
            self.emit(item.index, Err(failure));
        }
    }

    fn emit(&mut self, index: u64, result: Result<CreatedChat, Box<Failure>>) {
        let place = if result.is_ok() { &mut self.progress.created } else { &mut self.progress.failed };
        *place = place.saturating_add(1);
        self.report(self.port.now_ms());
        self.port.emit(ChatOutcome { index, result });
    }

    fn report(&mut self, now_ms: u64) {
        self.progress.in_flight = self.pace.in_flight() as u64;
        self.progress.paused_for_ms = self.pace.paused_for_ms(now_ms);
        self.port.progressed(&self.progress);
    }
}

enum Event {
    Read(Result<Option<String>, Cause>),
    Ended(BatchEnd),
    Other,
}

enum Verdict {
    Done(Box<CreatedChat>),
    Again(u64),
}
