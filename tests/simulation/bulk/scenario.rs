//! What a run over many requests is given: options, requests, and how source, caller and token provider behave.

use std::rc::Rc;

use msgraph_chats::{BulkOptions, ClientOptions, OnUnknown};

use super::requests::{Kind, Planned};
use crate::desk::{ConsumerPlan, SourcePlan};
use crate::random::Random;
use crate::weather::faults::Fault;
use crate::weather::server::{Kind as ServerKind, Limit, Plan, RetryAfter};
use crate::world::AbortPlan;

#[derive(Debug)]
pub(crate) struct Scenario {
    pub(crate) options: ClientOptions,
    pub(crate) bulk: BulkOptions,
    pub(crate) requests: Rc<Vec<Planned>>,
    pub(crate) source: SourcePlan,
    pub(crate) consumer: ConsumerPlan,
    pub(crate) abort: AbortPlan,
    /// When the client's clock is set, and by how much.
    pub(crate) clock_is_set: Vec<(u64, i64)>,
    pub(crate) can_answer_claims: bool,
    /// How often asking for a token goes wrong.
    pub(crate) token_trouble_percent: u64,
    /// How often a request does not get through to Graph, or its answer back.
    pub(crate) network_trouble_percent: u64,
    /// How often Graph answers a whole batch otherwise than with a 200.
    pub(crate) outer_fault_percent: u64,
    /// How often Graph answers a request inside a batch otherwise than with a chat.
    pub(crate) inner_fault_percent: u64,
    pub(crate) server: Option<Plan>,
    /// What else goes wrong with batches.
    pub(crate) faults: Vec<Fault>,
    /// Where nothing gets lost.
    pub(crate) network: Option<Network>,
    pub(crate) timers_late_ms: u64,
}

/// A network on which everything takes a time that is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Network {
    pub(crate) round_trip_ms: u64,
    /// So much of it is chance, a hundredth part; one in fifty takes up to four times that longer.
    pub(crate) jitter_percent: u64,
}

impl Network {
    fn trip_ms(self, random: &mut Random) -> u64 {
        let chance_ms = self.round_trip_ms * self.jitter_percent / 100;
        let late_ms = if random.chance(2) { random.below(4 * chance_ms + 1) } else { 0 };
        (self.round_trip_ms - chance_ms / 2 + random.below(chance_ms + 1) + late_ms).max(2)
    }

    /// There and back.
    pub(crate) fn trips_ms(self, random: &mut Random) -> (u64, u64) {
        let trip_ms = self.trip_ms(random);
        (trip_ms / 2, trip_ms.div_ceil(2))
    }
}

impl Scenario {
    pub(crate) fn timeout_ms(&self) -> u64 {
        self.bulk.timeout_ms.unwrap_or(self.options.timeout_ms)
    }

    pub(crate) fn draw(random: &mut Random) -> Self {
        let options = ClientOptions {
            timeout_ms: random.one_of(&[30_000, 30_000, 2_000, 300]),
            max_attempts: u32::try_from(random.one_of(&[1, 2, 4, 4, 4, 6])).unwrap(),
            max_retry_after_ms: random.one_of(&[180_000, 180_000, 60_000, 5_000, 0]),
            on_unknown: if random.chance(15) { OnUnknown::Repeat } else { OnUnknown::Report },
            ..ClientOptions::default()
        };
        let bulk = BulkOptions {
            timeout_ms: random.chance(20).then(|| random.one_of(&[1_000, 60_000])),
            batch_size: if random.chance(50) {
                random.one_of(&[1, 2, 20, 20])
            } else {
                usize::try_from(random.between(1, 20)).unwrap()
            },
            concurrency: usize::try_from(random.between(1, 16)).unwrap(),
            ..BulkOptions::default()
        };
        let length = match random.below(10) {
            0..4 => random.below(6),
            4..8 => random.below(40),
            8 => random.below(120),
            _ => random.below(301),
        };
        let requests = Rc::new(Planned::draw_all(random, length));
        let somewhere = |random: &mut Random| usize::try_from(random.below(length + 1)).unwrap();
        let stalls = random.chance(3);
        let source = SourcePlan {
            slowest_ms: random.one_of(&[0, 0, 0, 1, 5, 30, 2_000]),
            slow: if random.chance(10) { (somewhere(random), somewhere(random)) } else { (0, usize::MAX) },
            fails_at: random.chance(12).then(|| somewhere(random)),
            rests: random.chance(10).then(|| (somewhere(random), random.between(1_000, 900_000))),
            stalls_at: stalls.then(|| somewhere(random)),
            knows_total: random.chance(50),
        };
        let consumer = ConsumerPlan {
            slowest_ms: random.one_of(&[0, 0, 0, 3, 200, 5_000]),
            rests: random.chance(15).then(|| (random.below(length + 1), random.between(1_000, 900_000))),
            leaves_after: random.chance(12).then(|| random.below(length + 1)),
        };
        let abort = match random.below(10) {
            _ if stalls => AbortPlan::AtTime(random.below(200_000)),
            0 => AbortPlan::AtTime(random.below(3_000)),
            1 => AbortPlan::AtTime(random.below(120_000)),
            2 => AbortPlan::AtStep(random.below(20)),
            3 => AbortPlan::AtStep(random.below(20 + length * 8)),
            _ => AbortPlan::Never,
        };
        let clock_is_set = if random.chance(10) {
            let by_ms = random.one_of(&[3_600_000, -3_600_000, 5_000, -5_000]);
            vec![(random.below(20_000), by_ms)]
        } else {
            Vec::new()
        };
        let calm = random.chance(15);
        let mut percent = |choices: &[u64]| if calm { 0 } else { random.one_of(choices) };
        Self {
            options,
            bulk,
            requests,
            source,
            consumer,
            abort,
            clock_is_set,
            token_trouble_percent: percent(&[0, 0, 0, 2, 10]),
            network_trouble_percent: percent(&[0, 0, 10, 30]),
            outer_fault_percent: percent(&[0, 0, 15, 50]),
            inner_fault_percent: percent(&[0, 10, 30, 80]),
            can_answer_claims: percent(&[0, 1, 1, 1]) == 1,
            server: (percent(&[0, 0, 1]) == 1).then(|| draw_server(random)),
            faults: Vec::new(),
            network: None,
            timers_late_ms: 0,
        }
    }

    /// Nothing but a server's limit, if any, stands in the way of so many groups.
    pub(crate) fn calm(count: u64, server: Option<Plan>, round_trip_ms: u64) -> Self {
        Self {
            options: ClientOptions::default(),
            bulk: BulkOptions::default(),
            requests: Rc::new(vec![Planned::new(Kind::Group); count as usize]),
            source: SourcePlan::default(),
            consumer: ConsumerPlan::default(),
            abort: AbortPlan::Never,
            clock_is_set: Vec::new(),
            can_answer_claims: false,
            token_trouble_percent: 0,
            network_trouble_percent: 0,
            outer_fault_percent: 0,
            inner_fault_percent: 0,
            server,
            faults: Vec::new(),
            network: Some(Network { round_trip_ms, jitter_percent: 0 }),
            timers_late_ms: 0,
        }
    }

    pub(crate) fn kind(&self, index: usize) -> Kind {
        self.requests[index].kind
    }
}

fn draw_server(random: &mut Random) -> Plan {
    Plan {
        limit: Limit::steady(random.one_of(&[1.0, 3.0, 10.0, 50.0, 300.0])),
        kind: match random.below(6) {
            0 => ServerKind::Fixed(random.between(1, 10), random.below(10_000)),
            1 => ServerKind::Sliding(random.between(1, 10)),
            _ => ServerKind::Bucket(random.one_of(&[0.2, 1.0, 1.0, 5.0])),
        },
        retry_after: match random.below(4) {
            0 => RetryAfter::Absent,
            1 => RetryAfter::Seconds(random.one_of(&[0, 1, 5, 10, 60])),
            _ => RetryAfter::Exact,
        },
        counts_refused: random.chance(50),
        starts_empty: random.chance(20),
        refuses_whole: random.chance(10),
    }
}
