//! Walks through what happened once, checks what must hold at each moment, and gathers what the outcomes are judged by.

use msgraph_chats::{BulkProgress, FailureKind};

use super::run::Run;
use crate::log::What;
use crate::provider::is_usable;
use crate::requests::Kind;

/// Where in the log something stands, and when it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    pub(crate) place: usize,
    pub(crate) at_ms: u64,
}

/// How a request ended, as the client saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Answered,
    Failed,
    Dropped,
}

/// Whether the source has been read to its end, as far as the client knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SourceEnd {
    #[default]
    Open,
    Reached,
    Failed,
}

#[derive(Default)]
pub(crate) struct Story {
    pub(crate) problems: Vec<String>,
    pub(crate) aborted: Option<Moment>,
    /// When the token provider failed or stalled, and how that is called.
    pub(crate) token_failed: Option<(Moment, FailureKind)>,
    pub(crate) source: SourceEnd,
    pub(crate) read: usize,
    /// Since when, and until when, nothing is sent because Graph asks for a longer wait than the caller accepts.
    pub(crate) closed: Vec<(Moment, u64)>,
    /// Of each exchange.
    pub(crate) ended: Vec<Option<(Moment, Ended)>>,
    /// Of each outcome.
    pub(crate) emitted: Vec<Moment>,
    quiet_until_ms: u64,
    in_flight: usize,
    exchanges_in_flight: usize,
    undelivered: usize,
    taken: usize,
    token_asked_ms: Option<u64>,
    attempts: u32,
    created: u64,
    progress: Option<BulkProgress>,
    progress_is_new: bool,
    pause_is_due: bool,
}

/// Whether the caller aborts at this very moment.
fn aborts_next(run: &Run, now: Moment) -> bool {
    matches!(run.world.log.get(now.place + 1).map(|entry| &entry.what), Some(What::Aborted))
}

impl Story {
    pub(crate) fn of(run: &Run) -> Self {
        let mut story = Self { ended: vec![None; run.world.exchanges.len()], ..Self::default() };
        for (place, entry) in run.world.log.iter().enumerate() {
            story.follow(run, Moment { place, at_ms: entry.at_ms }, &entry.what);
            if matches!(entry.what, What::Ended(_)) {
                break;
            }
        }
        story
    }

    fn promise(&mut self, now: Moment, kept: bool, what: &str) {
        if !kept {
            self.problems.push(format!("at {} ms: {what}", now.at_ms));
        }
    }

    fn follow(&mut self, run: &Run, now: Moment, what: &What) {
        let ahead = run.world.scenario.bulk.batch_size * 2;
        match what {
            What::ReadBegun => {
                self.promise(now, self.aborted.is_none(), "the source was read after the abort");
                let outstanding = self.read - self.emitted.len();
                let queued = outstanding.saturating_sub(self.in_flight);
                let room = ahead + run.world.scenario.bulk.batch_size;
                self.promise(now, queued < room, "too much is queued to read more");
                self.promise(now, self.undelivered < room, "too much is undelivered to read more");
            }
            What::Read(index) => {
                self.promise(now, *index == self.read, "requests are read out of order");
                self.read += 1;
            }
            What::SourceEnded | What::SourceFailed => {
                let failed = matches!(what, What::SourceFailed);
                self.source = if failed { SourceEnd::Failed } else { SourceEnd::Reached };
            }
            What::ReadDropped => {
                self.promise(now, self.aborted.is_some(), "a request that was asked for is not waited for");
            }
            What::TokenAsked(claims) => {
                self.promise(now, self.aborted.is_none(), "a token was asked for after the abort");
                self.promise(now, self.token_failed.is_none(), "a provider that failed was asked again");
                self.promise(now, self.token_asked_ms.is_none(), "two tokens are asked for at once");
                let may = claims.is_none() || run.world.scenario.can_answer_claims;
                self.promise(now, may, "claims were asked of a provider that cannot answer them");
                self.token_asked_ms = Some(now.at_ms);
            }
            What::TokenGiven(token) => {
                let usable = is_usable(token);
                self.token_asked_ms = None;
                if !usable && self.aborted_by(now).is_none() {
                    self.token_failed.get_or_insert((now, FailureKind::Auth));
                }
                // The caller may abort at this very moment, and is told of that then.
                if !usable && aborts_next(run, now) {
                    self.token_failed = None;
                }
            }
            What::TokenFailed => {
                self.token_asked_ms = None;
                if self.aborted_by(now).is_none() && !aborts_next(run, now) {
                    self.token_failed.get_or_insert((now, FailureKind::Auth));
                }
            }
            What::TokenDropped => {
                let asked_ms = self.token_asked_ms.take().unwrap_or(now.at_ms);
                if self.aborted.is_none() && !self.is_closed(now) {
                    let in_time = now.at_ms == asked_ms + run.world.scenario.timeout_ms();
                    self.promise(now, in_time, "a token is not waited for as long as it may take");
                    self.token_failed.get_or_insert((now, FailureKind::Timeout));
                }
            }
            What::Sent(number) => self.sent(run, now, *number),
            What::Answered(number) => self.ends(run, now, *number, Ended::Answered),
            What::SendFailed(number) => self.ends(run, now, *number, Ended::Failed),
            What::SendDropped(number) => {
                let waited_ms = now.at_ms - run.world.exchanges[*number].began_ms;
                let right = self.aborted.is_some() || waited_ms == run.world.scenario.timeout_ms();
                self.promise(now, right, "an answer is not waited for as long as it may take");
                self.ends(run, now, *number, Ended::Dropped);
            }
            What::AttemptEnded(attempt) => {
                self.attempts += 1;
                self.promise(now, attempt.number == self.attempts, "attempts are not numbered in order");
                if attempt.retry_in_ms.is_some() {
                    self.promise(now, self.aborted.is_none(), "a repeat was announced after the abort");
                }
            }
            What::Progress(progress) => self.progressed(run, now, progress),
            What::Emitted(number) => self.emits(run, now, *number),
            What::Taken => {
                self.undelivered -= 1;
                self.taken += 1;
            }
            What::Aborted => self.aborted = Some(now),
            What::Ended(_) => {
                self.promise(now, !self.pause_is_due, "nobody was told of a pause");
                let all = usize::try_from(self.attempts).unwrap() == run.world.exchanges.len();
                self.promise(now, all, "some attempts were not reported");
            }
            What::HeadArrived(_)
            | What::ClockSet(_)
            | What::SleepBegun(_)
            | What::Arrived { .. }
            | What::ChatMade { .. } => {}
        }
        let most = ahead * 2 + run.world.scenario.bulk.batch_size * (run.world.scenario.bulk.concurrency + 2);
        self.promise(now, self.read - self.taken <= most, "it has read too far ahead");
    }

    fn aborted_by(&self, now: Moment) -> Option<Moment> {
        self.aborted.filter(|aborted| aborted.place < now.place)
    }

    pub(crate) fn is_closed(&self, now: Moment) -> bool {
        self.closed.iter().any(|(since, until_ms)| *since <= now && now.at_ms < *until_ms)
    }

    fn sent(&mut self, run: &Run, now: Moment, number: usize) {
        let (bulk, exchange) = (&run.world.scenario.bulk, &run.world.exchanges[number]);
        self.promise(now, self.aborted.is_none(), "something was sent after the abort");
        self.promise(now, self.token_failed.is_none(), "something was sent after the token provider failed");
        self.promise(now, now.at_ms >= self.quiet_until_ms, "something was sent while Graph throttles");
        let paused = self.progress.as_ref().and_then(|progress| progress.paused_for_ms);
        self.promise(now, paused.is_none(), "something was sent, and nobody told that the pause is over");
        self.promise(now, !self.pause_is_due, "nobody was told of a pause");
        let count = exchange.items.len();
        self.promise(now, (1..=bulk.batch_size).contains(&count), "a batch of the wrong size was sent");
        let sound = exchange.items.iter().all(|index| run.world.scenario.kind(*index) != Kind::Invalid);
        self.promise(now, sound, "an invalid request was sent");
        self.in_flight += count;
        self.exchanges_in_flight += 1;
        self.promise(now, self.exchanges_in_flight <= bulk.concurrency, "too many batches are under way");
    }

    fn ends(&mut self, run: &Run, now: Moment, number: usize, how: Ended) {
        let exchange = &run.world.exchanges[number];
        self.ended[number] = Some((now, how));
        self.in_flight -= exchange.items.len();
        self.exchanges_in_flight -= 1;
        let is_aborted = self.aborted.is_some() || aborts_next(run, now);
        let is_read = how == Ended::Answered || !is_aborted;
        let Some((_, client_time_ms)) = exchange.answered_ms.filter(|_| is_read) else {
            return;
        };
        for facts in exchange.told.iter().filter_map(|told| told.facts.as_ref()) {
            if matches!(facts.status, 429 | 503)
                && let Some(asked_ms) = facts.retry_after.ms(client_time_ms)
            {
                let until_ms = now.at_ms.saturating_add(asked_ms);
                self.quiet_until_ms = self.quiet_until_ms.max(until_ms);
                self.pause_is_due |= asked_ms > 0 && self.aborted.is_none() && !aborts_next(run, now);
                if asked_ms > run.world.scenario.options.max_retry_after_ms {
                    self.closed.push((now, until_ms));
                }
            }
        }
    }

    fn progressed(&mut self, run: &Run, now: Moment, progress: &BulkProgress) {
        let known = run.world.scenario.source.knows_total.then_some(run.world.scenario.requests.len() as u64);
        let total = if self.source == SourceEnd::Open { known } else { Some(self.read as u64) };
        self.promise(now, progress.total == total, "the total is not what is known");
        let in_flight = usize::try_from(progress.in_flight).unwrap();
        let most = self.in_flight + run.world.scenario.bulk.batch_size;
        let right = (self.in_flight..=most).contains(&in_flight);
        self.promise(now, right, "what is said to be in flight is not");
        self.promise(now, progress.paused_for_ms != Some(0), "a pause of nothing");
        if progress.paused_for_ms.is_some() || aborts_next(run, now) {
            self.pause_is_due = false;
        }
        self.progress = Some(progress.clone());
        self.progress_is_new = true;
    }

    fn emits(&mut self, run: &Run, now: Moment, number: usize) {
        self.created += u64::from(run.world.desk.outcomes[number].result.is_ok());
        let right = self.progress.as_ref().is_some_and(|progress| {
            progress.created == self.created && progress.created + progress.failed == number as u64 + 1
        });
        self.promise(
            now,
            right && self.progress_is_new,
            "no progress was told before an outcome, or a wrong one",
        );
        self.progress_is_new = false;
        self.emitted.push(now);
        self.undelivered += 1;
    }
}
