//! Many chats in all weathers: how near Graph's limit the loop that ships keeps, whatever the limit, the network and the faults are.
//!
//! Times are measured by what a client needs that knows the limit at every moment: forced waits of outages included, a second's
//! worth of a bucket at the start. `cargo test` runs the listed weathers and some that are drawn by seed; `npm run simulate --
//! --weather` runs more of those, and shows one in full.

pub(crate) mod drawn;
pub(crate) mod faults;
mod listed;
mod measured;
pub(crate) mod server;
mod several;
mod sources;
mod told;

use crate::bulk::invariants;
use crate::bulk::run::{Run, run_scenario};
use crate::bulk::story::Story;
use crate::exchange::Network;
use crate::random::Random;
use crate::scenario::Scenario;

use faults::{Fault, Strike, When};
use server::{Kind, Limit, Plan, RetryAfter};

/// A server, a network, what goes wrong, and how many chats there are to be made.
#[derive(Clone, Debug)]
pub(crate) struct Weather {
    /// None allows everything.
    pub(crate) plan: Option<Plan>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) count: u64,
    pub(crate) network: Network,
    pub(crate) timers_late_ms: u64,
    pub(crate) concurrency: usize,
    pub(crate) batch_size: usize,
    /// When nobody can have anything made.
    pub(crate) blocked_ms: Vec<(u64, u64)>,
    /// When the weather has settled again.
    pub(crate) settled_ms: Option<u64>,
}

impl Weather {
    /// A bucket of one second, of a server that asks to wait five and counts what it refuses; 3,000 chats.
    pub(crate) fn steady(per_second: f64) -> Self {
        Self::of(Limit::steady(per_second))
    }

    pub(crate) fn of(limit: Limit) -> Self {
        let plan = Plan {
            limit,
            kind: Kind::Bucket(1.0),
            retry_after: RetryAfter::Seconds(5),
            counts_refused: true,
            starts_empty: false,
            refuses_whole: false,
        };
        Self {
            plan: Some(plan),
            faults: Vec::new(),
            count: 3_000,
            network: Network { round_trip_ms: 120, jitter_percent: 10 },
            timers_late_ms: 0,
            concurrency: 16,
            batch_size: 20,
            blocked_ms: Vec::new(),
            settled_ms: None,
        }
    }

    pub(crate) fn unlimited() -> Self {
        Self { plan: None, count: 20_000, ..Self::steady(0.0) }
    }

    /// Another limit from a time on, and so on.
    pub(crate) fn moving(steps: &[(u64, f64)]) -> Self {
        let limit = Limit { steps: steps.to_vec(), period_ms: u64::MAX };
        Self { settled_ms: steps.last().map(|(from_ms, _)| *from_ms), ..Self::of(limit) }
    }

    pub(crate) fn with(mut self, change: impl FnMut(&mut Plan)) -> Self {
        self.plan.as_mut().into_iter().for_each(change);
        self
    }

    pub(crate) fn retry_after(self, seconds: u64) -> Self {
        self.with(|plan| plan.retry_after = RetryAfter::Seconds(seconds))
    }

    pub(crate) fn kind(self, kind: Kind) -> Self {
        self.with(|plan| plan.kind = kind)
    }

    pub(crate) fn count(self, count: u64) -> Self {
        Self { count, ..self }
    }

    pub(crate) fn network(self, round_trip_ms: u64, jitter_percent: u64) -> Self {
        Self { network: Network { round_trip_ms, jitter_percent }, ..self }
    }

    pub(crate) fn fault(mut self, when: When, strike: Strike) -> Self {
        self.faults.push(Fault { when, strike });
        self
    }

    /// Whole batches are refused by chance: so many of a thousand, each with a wait.
    pub(crate) fn whole_by_chance(self, per_mille: u64, status: u16, wait_s: u64) -> Self {
        let strikes = self.count / 20 * per_mille / 1_000;
        let apart_ms = self.ideal_ms() / strikes.max(1) + wait_s * 1_000;
        let blocked = |number: u64| {
            let from_ms = number * apart_ms + apart_ms / 2;
            (from_ms, from_ms + wait_s * 1_000)
        };
        let blocked_ms = (0..strikes).map(blocked).collect();
        Self { blocked_ms, ..self.fault(When::Chance(per_mille), Strike::Whole(status, wait_s)) }
    }

    /// Nothing is accepted from a time on, for so long.
    pub(crate) fn outage(mut self, from_ms: u64, for_ms: u64, wait_s: u64) -> Self {
        let end_ms = from_ms + for_ms.div_ceil(wait_s * 1_000) * wait_s * 1_000;
        self.blocked_ms.push((from_ms, end_ms));
        self.settled_ms = Some(from_ms + for_ms);
        self.fault(When::Between(from_ms, from_ms + for_ms), Strike::Whole(503, wait_s))
    }

    /// What a client needs that knows the limit at every moment.
    pub(crate) fn ideal_ms(&self) -> u64 {
        const STEP_MS: u64 = 20;
        let seconds = |plan: &Plan| match plan.kind {
            _ if plan.starts_empty => 0.0,
            Kind::Bucket(seconds) => seconds.min(1.0),
            Kind::Fixed(..) | Kind::Sliding(_) => 1.0,
        };
        let most = (self.concurrency * self.batch_size) as f64 * 1_000.0 / self.network.round_trip_ms as f64;
        let mut made = self.plan.as_ref().map_or(0.0, |plan| seconds(plan) * plan.limit.at(0));
        let mut at_ms = 0;
        while made < self.count as f64 {
            if !self.blocked_ms.iter().any(|(from_ms, to_ms)| (*from_ms..*to_ms).contains(&at_ms)) {
                made += most.min(self.plan.as_ref().map_or(f64::INFINITY, |plan| plan.limit.at(at_ms)))
                    * STEP_MS as f64
                    / 1_000.0;
            }
            at_ms += STEP_MS;
        }
        at_ms + self.network.round_trip_ms
    }

    /// What has not come to an end by then never does.
    pub(crate) fn latest_ms(&self) -> u64 {
        15 * self.ideal_ms() + 600_000
    }

    pub(crate) fn scenario(&self) -> Scenario {
        let mut scenario = Scenario::calm(self.count as usize, self.plan.clone(), self.network.round_trip_ms);
        scenario.network = Some(self.network);
        scenario.timers_late_ms = self.timers_late_ms;
        scenario.faults.clone_from(&self.faults);
        scenario.bulk.concurrency = self.concurrency;
        scenario.bulk.batch_size = self.batch_size;
        scenario.source.knows_total = true;
        scenario
    }

    pub(crate) fn run(&self, seed: u64) -> Run {
        run_scenario(Random::new(seed), self.scenario(), self.latest_ms())
    }
}

/// What is wrong with a run, whatever its weather: the promises, and that what Graph merely puts off is hardly ever given up.
fn broken(run: &Run) -> Vec<String> {
    let mut broken = invariants::broken(run, &Story::of(run));
    let given_up = run.world.desk.outcomes.iter().filter_map(|outcome| outcome.result.as_ref().err());
    let given_up = given_up.filter(|failure| matches!(failure.status, Some(429 | 503))).count();
    // Where whole batches are refused by chance, one may be so four times; a limit that refuses whole batches leaves no choice.
    let by_chance = run.world.scenario.faults.iter().any(|fault| matches!(fault.when, When::Chance(_)));
    let per_mille = match () {
        () if moves_too_fast(run) => 20,
        () if by_chance || waits_less_than_a_round_trip(run) => 5,
        () => 0,
    };
    let may_be = run.world.desk.outcomes.len() * per_mille / 1_000;
    let refuses_whole = run.world.scenario.server.as_ref().is_some_and(|plan| plan.refuses_whole);
    if given_up > may_be && !refuses_whole {
        broken.push(format!("{given_up} of {} requests were given up", run.world.desk.outcomes.len()));
    }
    broken
}

/// Whether the limit has fallen again before a few waits are over.
fn moves_too_fast(run: &Run) -> bool {
    run.world.scenario.server.as_ref().is_some_and(|plan| match plan.retry_after {
        RetryAfter::Seconds(seconds) => plan.limit.period_ms < seconds * 5_000,
        RetryAfter::Exact | RetryAfter::Absent => false,
    })
}

/// Whether what is sent after a wait is judged before the answers to what was sent before it are back.
fn waits_less_than_a_round_trip(run: &Run) -> bool {
    let round_trip_ms = run.world.scenario.network.map_or(0, |network| network.round_trip_ms);
    run.world.scenario.server.as_ref().is_some_and(|plan| match plan.retry_after {
        RetryAfter::Seconds(seconds) => seconds > 0 && seconds * 1_000 < round_trip_ms,
        RetryAfter::Exact | RetryAfter::Absent => false,
    })
}
