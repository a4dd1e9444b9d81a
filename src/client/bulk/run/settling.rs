//! Groups that may be there already: when they are looked for, and what comes of it.

use std::mem;
use std::rc::Rc;

use super::super::super::attempt::aborted;
use super::super::super::look::{
    LOOK_AFTER_MS, aborted_after, advise, newest, not_found, read_list, with_grace,
};
use super::super::super::retry_state::RetryState;
use super::super::super::search::{Candidate, exact_matches};
use super::super::super::wanted::Wanted;
use super::super::BulkPort;
use super::super::group::{Made, Sought, Why};
use super::super::item::Item;
use super::super::mailbox::Reader;
use super::Run;
use crate::client::client_options::{IfExists, OnUnknown};
use crate::endpoints::{Answer, create_chat};
use crate::results::{CreatedChat, Failure, FailureKind, Outcome};
use crate::text::insert::insert;
use crate::text::json::{Value, read};

/// So many groups are looked for at once, at most: as long as there are more, no further request is read.
pub(super) const MOST_LOST: usize = 1_000;

/// The list that was read for groups that may be there, where it was; and for each group the chats that are the one.
pub(super) type Looked = Result<(Option<Rc<Vec<String>>>, Vec<Vec<Candidate>>), Box<Failure>>;

impl<P: BulkPort> Run<'_, P> {
    fn reuses(&self) -> bool {
        self.bulk.if_exists == IfExists::Reuse
    }

    fn looks_for_lost(&self) -> bool {
        self.on_unknown() == OnUnknown::Look
    }

    pub(super) fn on_unknown(&self) -> OnUnknown {
        self.bulk.on_unknown.unwrap_or(self.options.on_unknown)
    }

    /// What a group is looked for by, where it may have to be.
    pub(super) fn wanted(&self, body: &str) -> Option<Rc<Wanted>> {
        let watches = self.reuses() || self.looks_for_lost();
        let wanted = watches.then(|| Wanted::read(body, &self.options.graph))?;
        wanted.ok().filter(Wanted::is_group).map(|wanted| Rc::new(wanted.into_created()))
    }

    /// A request that was read waits to be sent, or to be looked for.
    pub(super) fn admit(&mut self, item: Item) {
        if item.wanted.is_none() || !self.reuses() {
            return self.enqueue(item);
        }
        match self.made.get(item.key()) {
            None => {
                self.made.set(item.key(), Some(Made::UnderWay));
                self.sought.push(Sought { item, why: Why::Reuse, is_looked_for: false });
            }
            Some(Made::UnderWay) => self.parked.push(item),
            Some(Made::Done(result)) => {
                let result = as_found(result);
                self.emit(item.index, result);
            }
        }
    }

    /// Begins the next look, if one is due; gives the time at which to look again.
    pub(super) fn start_looking(&mut self, now_ms: u64) -> Option<u64> {
        if let Some(request) = self.mailbox.take_request() {
            let state = RetryState::new(self.port, self.options, &request);
            // Behind the others: it would keep them from being sent, and may itself wait for what becomes of them.
            self.enqueue(Item::new(None, request, state));
        }
        if self.looking.is_some() {
            return None;
        }
        let reuses = self.sought.iter().any(|sought| matches!(sought.why, Why::Reuse));
        let due_ms = |sought: &Sought| match &sought.why {
            Why::Lost { due_ms, .. } => Some(*due_ms),
            Why::Reuse => None,
        };
        let next_ms = self.sought.iter().filter_map(due_ms).min();
        if !reuses && next_ms.is_none_or(|next_ms| next_ms > now_ms) {
            return next_ms;
        }
        let mut wanted = Vec::new();
        for sought in &mut self.sought {
            sought.is_looked_for = matches!(sought.why, Why::Reuse) == reuses;
            let after_ms = sought.item.first_sent_ms.map(with_grace);
            wanted
                .extend(sought.item.wanted.clone().filter(|_| sought.is_looked_for).map(|it| (it, after_ms)));
        }
        let since_ms = wanted.iter().filter_map(|(_, after_ms)| *after_ms).min();
        let (options, user) = (self.options, self.bulk.user.as_deref());
        let mut reader = Reader(Rc::clone(&self.mailbox));
        let takes_filter = Rc::clone(&self.takes_filter);
        let list = self.list.as_ref().map(|list| list.as_ref().map_err(|failure| failure.again()).cloned());
        self.looking = Some(Box::pin(async move {
            let list = match list {
                Some(list) if reuses => list?,
                _ => Rc::new(read_list(&mut reader, options, user, since_ms, &takes_filter).await?),
            };
            let found = exact_matches(&mut reader, options, &list, &wanted).await?;
            Ok((reuses.then_some(list), found))
        }));
        None
    }

    /// What a look has found.
    pub(super) fn looked(&mut self, looked: Looked) {
        let now_ms = self.port.elapsed_ms();
        let marked: Vec<Sought> = self.sought.extract_if(.., |sought| sought.is_looked_for).collect();
        match looked {
            Ok((list, found)) => {
                if let Some(list) = list {
                    self.list = Some(Ok(list));
                }
                let mut marked = marked.into_iter();
                for candidates in found {
                    let Some(sought) = marked.next() else { break };
                    let is_equal = |later: &&Sought| later.item.key() == sought.item.key();
                    let equals = marked.as_slice().iter().filter(is_equal).count();
                    self.give(sought, candidates, equals, now_ms);
                }
            }
            Err(refusal) => {
                for sought in marked {
                    match sought.why {
                        Why::Reuse => {
                            self.list.get_or_insert_with(|| Err(refusal.again()));
                            self.settle(&sought.item, Err(not_sent(&refusal)));
                        }
                        Why::Lost { mut failure, .. } => {
                            advise(&mut failure, &refusal);
                            self.settle(&sought.item, Err(failure));
                        }
                    }
                }
            }
        }
    }

    /// Gives a group the chat that is the one; `equals` more of the groups that are looked for are equal to it.
    fn give(&mut self, sought: Sought, mut candidates: Vec<Candidate>, equals: usize, now_ms: u64) {
        let Sought { item, why, .. } = sought;
        match why {
            Why::Reuse => match newest(candidates, None, 0) {
                Some(created) => self.settle(&item, Ok(created)),
                None => self.enqueue(item),
            },
            Why::Lost { failure, mut looks, .. } => {
                let is_under_way = self.under_way.iter().any(|(_, key)| key == item.key());
                candidates.retain(|found| self.given.binary_search(&found.id).is_err());
                if !is_under_way && let Some(created) = newest(candidates, Some(&failure), equals) {
                    return self.settle(&item, Ok(created));
                }
                looks = looks.saturating_add(1);
                match LOOK_AFTER_MS.get(looks) {
                    Some(wait_ms) => {
                        let due_ms = now_ms.saturating_add(*wait_ms);
                        let why = Why::Lost { failure, looks, due_ms };
                        self.sought.push(Sought { item, why, is_looked_for: false });
                    }
                    None => self.settle(&item, Err(not_found(failure))),
                }
            }
        }
    }

    /// A request has come to its end.
    pub(super) fn end(&mut self, item: Item, result: Result<Box<Answer>, Box<Failure>>) {
        if item.index.is_none() {
            return self.mailbox.put_answer(result.map(|answer| (answer, item.state.attempts())));
        }
        match result {
            Ok(answer) => {
                let created = create_chat::read(*answer, &self.options.graph, item.state.attempts());
                self.settle(&item, Ok(created));
            }
            Err(failure) => {
                let is_lost = failure.outcome == Outcome::Unknown && failure.kind != FailureKind::Aborted;
                if is_lost && item.wanted.is_some() && self.looks_for_lost() && !self.port.is_aborted() {
                    self.under_way.retain(|(index, _)| Some(*index) != item.index);
                    let due_ms = self.port.elapsed_ms().saturating_add(LOOK_AFTER_MS[0]);
                    let why = Why::Lost { failure, looks: 0, due_ms };
                    self.sought.push(Sought { item, why, is_looked_for: false });
                } else {
                    self.settle(&item, Err(failure));
                }
            }
        }
    }

    /// Hands on the outcome of a request, and what that means for those that are equal.
    fn settle(&mut self, item: &Item, result: Result<CreatedChat, Box<Failure>>) {
        if item.wanted.is_none() {
            return self.emit(item.index, result);
        }
        self.under_way.retain(|(index, _)| Some(*index) != item.index);
        if let Some(id) = result.as_ref().ok().and_then(id_of)
            && let Err(place) = self.given.binary_search(&id)
        {
            insert(&mut self.given, place, id);
        }
        let copy = self.reuses().then(|| as_found(&result));
        self.emit(item.index, result);
        let Some(copy) = copy else { return };
        let not_created = matches!(&copy, Err(failure) if failure.outcome == Outcome::NotCreated);
        let mut is_next_sought = false;
        for other in mem::take(&mut self.parked) {
            if is_next_sought || other.key() != item.key() {
                self.parked.push(other);
            } else if not_created {
                // Another one may be made then; but not where the list cannot be read.
                is_next_sought = true;
                self.sought.push(Sought { item: other, why: Why::Reuse, is_looked_for: false });
            } else {
                self.emit(other.index, as_found(&copy));
            }
        }
        if !is_next_sought {
            self.made.set(item.key(), (!not_created).then_some(Made::Done(copy)));
        }
    }

    /// The caller aborted: nobody is looked for any more.
    pub(super) fn give_up_looking(&mut self) {
        self.looking = None;
        for item in mem::take(&mut self.parked) {
            self.emit(item.index, Err(aborted()));
        }
        for sought in mem::take(&mut self.sought) {
            let failure = match &sought.why {
                Why::Reuse => aborted(),
                Why::Lost { failure, .. } => aborted_after(failure),
            };
            self.emit(sought.item.index, Err(failure));
        }
    }

    fn enqueue(&mut self, item: Item) {
        let now_ms = self.port.elapsed_ms();
        if self.queue.is_empty() {
            self.first_queued_ms = now_ms;
        }
        if let (Some(index), Some(_)) = (item.index, &item.wanted) {
            self.under_way.push((index, item.key().to_owned()));
        }
        self.queue.push(item);
        self.fail_if_closed(now_ms);
    }

    /// How many groups are looked for after an unclear ending: they count as under way.
    pub(super) fn lost(&self) -> usize {
        self.sought.iter().filter(|sought| matches!(sought.why, Why::Lost { .. })).count()
    }
}

/// What became of a group, for one that is equal and comes later.
fn as_found(result: &Result<CreatedChat, Box<Failure>>) -> Result<CreatedChat, Box<Failure>> {
    match result {
        Ok(CreatedChat::Created { chat, request_id, duplicates, .. }) => Ok(CreatedChat::Created {
            chat: chat.clone(),
            request_id: request_id.clone(),
            attempts: 0,
            found: true,
            duplicates: duplicates.clone(),
        }),
        Ok(CreatedChat::Accepted { chat_id, location, request_id, .. }) => Ok(CreatedChat::Accepted {
            chat_id: chat_id.clone(),
            location: location.clone(),
            request_id: request_id.clone(),
            attempts: 0,
        }),
        Err(failure) => Err(failure.again()),
    }
}

/// The list could not be read, and so nothing was sent.
fn not_sent(refusal: &Failure) -> Box<Failure> {
    let mut failure = refusal.again();
    failure.client_request_id.clone_from(&refusal.client_request_id);
    failure.outcome = Outcome::NotCreated;
    failure
}

fn id_of(created: &CreatedChat) -> Option<String> {
    match created {
        CreatedChat::Created { chat, .. } => read(chat).get("id").and_then(Value::as_str).map(str::to_owned),
        CreatedChat::Accepted { chat_id, .. } => chat_id.clone(),
    }
}
