//! What is sent, and when.

use std::rc::Rc;

use super::super::super::attempt::{Limit, ask, exchange};
use super::super::BulkPort;
use super::super::batch_end::BatchEnd;
use super::super::item::Item;
use super::{Closed, Run};
use crate::client::pace::Allowance;
use crate::endpoints::batch;
use crate::graph::Token;
use crate::results::{Failure, FailureKind};
use crate::text::uuid;

/// How long a batch that is not full waits for more, milliseconds.
const LINGER_MS: u64 = 10;

impl<'p, P: BulkPort> Run<'p, P> {
    /// Asks for a token once a batch may be sent; gives the time at which to look again.
    pub(super) fn start_asking(&mut self) -> Option<u64> {
        if self.asking.is_some() {
            return None;
        }
        if let Err(at_ms) = self.may_send(self.port.elapsed_ms()) {
            return at_ms;
        }
        let timeout_ms = self.bulk.timeout_ms.unwrap_or(self.options.timeout_ms);
        let limit = Box::pin(self.port.sleep(timeout_ms));
        self.asking = Some(ask(self.port, self.tokens.clone(), self.claims.clone(), limit));
        None
    }

    /// How many may be sent now; or when to look again, which is after another event where there is no time.
    fn may_send(&mut self, now_ms: u64) -> Result<usize, Option<u64>> {
        if self.queue.is_empty() || self.sending.len() >= self.bulk.concurrency {
            return Err(None);
        }
        let allowed = match self.pace.allowance(now_ms, self.bulk.batch_size) {
            Allowance::Now(allowed) => allowed,
            Allowance::At(at_ms) => return Err(Some(at_ms)),
            Allowance::AfterAnAnswer => return Err(None),
        };
        let ready = self.queue.iter().filter(|item| item.not_before_ms <= now_ms).count();
        if ready == 0 {
            return Err(self.queue.iter().map(|item| item.not_before_ms).min());
        }
        let linger_until_ms = self.first_queued_ms.saturating_add(LINGER_MS);
        if ready < allowed && self.reading.is_some() && now_ms < linger_until_ms {
            return Err(Some(linger_until_ms));
        }
        Ok(allowed)
    }

    /// Sends the next batch with a token that has come.
    pub(super) fn send_next(&mut self, token: Result<Token, Box<Failure>>, limit: Limit<'p>) {
        let now_ms = self.port.elapsed_ms();
        match token {
            // Graph may have throttled meanwhile: another token is asked for when that is over.
            Ok(token) => {
                if let Ok(allowed) = self.may_send(now_ms) {
                    if self.progress.paused_for_ms.is_some() {
                        self.report(now_ms);
                    }
                    // Who is told that the pause is over may abort.
                    if self.port.is_aborted() {
                        return;
                    }
                    let items = self.pick(allowed, now_ms);
                    self.send(items, token, limit, now_ms);
                }
            }
            Err(failure) if failure.kind == FailureKind::Aborted => {}
            Err(failure) => {
                self.closed = Some(Closed { failure, until_ms: u64::MAX });
                self.fail_if_closed(now_ms);
            }
        }
    }

    /// Takes the next batch out of the queue.
    fn pick(&mut self, allowed: usize, now_ms: u64) -> Vec<Item> {
        let mut most_attempts = u32::MAX;
        if allowed == 1 {
            // Who asks alone is often refused: a long outage must not use up the attempts of one while others wait.
            let ready = self.queue.iter().filter(|item| item.not_before_ms <= now_ms);
            most_attempts = ready.map(|item| item.state.attempts()).min().unwrap_or_default();
        }
        let mut picked: Vec<Item> = Vec::new();
        let mut bytes = 0;
        for item in std::mem::take(&mut self.queue) {
            let ready = item.not_before_ms <= now_ms && item.state.attempts() <= most_attempts;
            let with_it = batch::size_of(&item.request).saturating_add(bytes);
            if ready && picked.len() < allowed && (picked.is_empty() || batch::fits(with_it)) {
                bytes = with_it;
                picked.push(item);
            } else {
                self.queue.push(item);
            }
        }
        self.first_queued_ms = now_ms;
        picked
    }

    fn send(&mut self, mut items: Vec<Item>, token: Token, limit: Limit<'p>, now_ms: u64) {
        let (port, options) = (self.port, self.options);
        let left = self.left();
        self.pace.sent(items.len(), now_ms, left);
        let client_request_id: Rc<String> = uuid::version_4(&|| port.random()).into();
        let alone = items
            .first()
            .filter(|item| self.bulk.batch_size == 1 || !batch::fits(batch::size_of(&item.request)));
        let is_batch = alone.is_none();
        let mut request = if let Some(item) = alone {
            item.request.clone().into_http(&client_request_id)
        } else {
            let requests = items.iter().map(|item| &item.request);
            batch::http_request(&options.graph, requests, &client_request_id)
        };
        for item in &mut items {
            item.mark_sent(&client_request_id, port.now_ms());
        }
        let tokens = self.tokens.clone();
        self.sending.push(Box::pin(async move {
            let attempted = exchange(port, tokens, token, &mut request, limit).await;
            BatchEnd { items, sent_at_ms: now_ms, is_batch, attempted }
        }));
    }
}
