//! How often something was reached, so that the simulations cannot become ones of nothing.

use std::collections::BTreeMap;

use msgraph_chats::{CreatedChat, Outcome};

use crate::honesty::Created;
use crate::log::What;
use crate::provider::is_usable;
use crate::requests::Kind;
use crate::seeds::Reached;
use crate::world::World;

/// What must be reached with one chat and with many.
pub(crate) const SHARED: &str = "
    201; the chat that was there; another 2xx with a chat; 202; 202 to another origin; 202 without Location; 204; redirect;
    a 2xx without a chat; a status that Graph does not use; 429; 503 with Retry-After; 503 without Retry-After;
    5xx, made; 5xx, not made; 401 with claims; 401 without claims; 4xx;
    Retry-After: seconds; Retry-After: too long; Retry-After: date beside Date; Retry-After: date alone;
    Retry-After: none; Retry-After: past; Retry-After: garbled;
    a token; a token that no header takes; the provider fails; the provider stalls; claims are answered;
    a network error; no answer in time; an answer that comes too late; the clock is set during a call;
    created at once; created after other attempts; accepted; Auth, NotCreated; Auth, Unknown; Graph, NotCreated;
    Graph, Unknown; Network, Unknown; Timeout, NotCreated; Timeout, Unknown; Aborted, NotCreated; Aborted, Unknown;
    Protocol, Unknown; unknown, and there is a chat; unknown, and there is none;
    notCreated although several attempts were made; a chat is made after the call has ended;
    a group is made twice, as asked for; a one-on-one chat is asked for twice, and made once";

#[derive(Default)]
pub(crate) struct Counts(BTreeMap<String, u64>);

impl Counts {
    pub(crate) fn hit(&mut self, what: &str) {
        if let Some(count) = self.0.get_mut(what) {
            *count += 1;
        } else {
            self.0.insert(what.to_owned(), 1);
        }
    }

    /// What is wanted and was not reached, of lists with semicolons.
    pub(crate) fn missing(&self, wanted: &[&str]) -> Vec<String> {
        let wanted = wanted.iter().flat_map(|list| list.split(';')).map(str::trim);
        wanted.filter(|what| !self.0.contains_key(*what)).map(str::to_owned).collect()
    }

    /// Counts what one chat and many have in common.
    pub(crate) fn add<'a>(&mut self, world: &World, results: impl Iterator<Item = (usize, &'a Created)>) {
        let ended = world.log.iter().rposition(|entry| matches!(entry.what, What::Ended(_)));
        let mut is_aborted = false;
        for (at, entry) in world.log.iter().enumerate() {
            let is_over = ended.is_some_and(|ended| ended < at);
            is_aborted |= matches!(entry.what, What::Aborted);
            self.hit(match &entry.what {
                What::Arrived { label, .. } => label,
                What::ChatMade { .. } if is_over => "a chat is made after the call has ended",
                What::ClockSet(_) if !is_over => "the clock is set during a call",
                What::TokenAsked(Some(_)) => "claims are answered",
                What::TokenGiven(token) if is_usable(token) => "a token",
                What::TokenGiven(_) => "a token that no header takes",
                What::TokenFailed => "the provider fails",
                What::TokenDropped if !is_aborted => "the provider stalls",
                What::SendFailed(_) => "a network error",
                What::SendDropped(_) if !is_aborted => "no answer in time",
                _ => continue,
            });
        }
        for exchange in &world.exchanges {
            if exchange.answered_ms.is_none() && exchange.result.is_some() {
                self.hit("an answer that comes too late");
            }
            for told in exchange.told.iter().filter(|_| exchange.answered_ms.is_some()) {
                self.hit(told.label);
                told.facts.iter().for_each(|facts| self.hit(facts.retry_after_form));
            }
        }
        results.for_each(|(index, result)| self.add_result(world, index, result));
    }

    fn add_result(&mut self, world: &World, index: usize, result: &Created) {
        let made = world.graph.made_of(index);
        let attempts = match result {
            Ok(CreatedChat::Created { attempts, .. }) => {
                self.hit(if *attempts == 1 { "created at once" } else { "created after other attempts" });
                *attempts
            }
            Ok(CreatedChat::Accepted { attempts, .. }) => {
                self.hit("accepted");
                *attempts
            }
            Err(failure) => {
                self.hit(&format!("{:?}, {:?}", failure.kind, failure.outcome));
                match failure.outcome {
                    Outcome::Unknown if made > 0 => self.hit("unknown, and there is a chat"),
                    Outcome::Unknown => self.hit("unknown, and there is none"),
                    Outcome::NotCreated if failure.attempts > 1 => {
                        self.hit("notCreated although several attempts were made");
                    }
                    Outcome::NotCreated => {}
                }
                failure.attempts
            }
        };
        if made > 1 {
            self.hit("a group is made twice, as asked for");
        }
        if world.scenario.kind(index) == Kind::OneOnOne && made == 1 && attempts > 1 {
            self.hit("a one-on-one chat is asked for twice, and made once");
        }
    }
}

impl Reached for Counts {
    fn and(mut self, other: Self) -> Self {
        for (what, count) in other.0 {
            *self.0.entry(what).or_insert(0) += count;
        }
        self
    }

    /// The rarest first.
    fn table(&self) -> String {
        let mut rows: Vec<_> = self.0.iter().filter(|(what, _)| !what.is_empty()).collect();
        rows.sort_by_key(|(_, count)| **count);
        let rows = rows.into_iter().map(|(what, count)| format!("{count:>10}  {what}\n"));
        rows.collect()
    }
}
