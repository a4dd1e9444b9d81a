//! What a run is about: options, requests, and how Graph, network, token provider and caller behave; drawn at random.

use std::rc::Rc;

use msgraph_chats::{BulkOptions, CallOptions, ClientOptions, WaitOptions, build_chat};

use crate::answer::Kind as Fault;
use crate::desk::{ConsumerPlan, SourcePlan};
use crate::exchange::Network;
use crate::locations;
use crate::random::Random;
use crate::requests::{Kind, PRIVATE, Planned};
use crate::weather::faults;
use crate::weather::server::Plan as Server;
use crate::world::AbortPlan;

/// Which functions are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Plan {
    Create,
    /// And, when the answer is a 202, wait for its operation.
    CreateAndWait,
    /// Wait for the operation of a location that came from elsewhere; where it must be polled, if it may be.
    Wait(String, Option<Vec<String>>),
    #[default]
    Many,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Scenario {
    pub(crate) plan: Plan,
    pub(crate) options: ClientOptions,
    pub(crate) call: CallOptions,
    pub(crate) bulk: BulkOptions,
    pub(crate) wait: WaitOptions,
    pub(crate) requests: Rc<Vec<Planned>>,
    /// The root that requests must go to, without the version.
    pub(crate) root: &'static str,
    pub(crate) version: &'static str,
    pub(crate) cloud_host: &'static str,
    pub(crate) source: SourcePlan,
    pub(crate) consumer: ConsumerPlan,
    pub(crate) abort: AbortPlan,
    /// By how much the client's clock is ahead of Graph's; when it is set, and by how much.
    pub(crate) ahead_ms: i64,
    pub(crate) clock_is_set: Vec<(u64, i64)>,
    pub(crate) timers_late_ms: u64,
    /// The token comes from a provider, not from a string.
    pub(crate) can_answer_claims: bool,
    /// It gives another one each time.
    pub(crate) tokens_change: bool,
    /// How often asking for a token goes wrong.
    pub(crate) token_trouble_percent: u64,
    /// How often a request has trouble on its way; how often one that reads a list has.
    pub(crate) trouble_percent: u64,
    pub(crate) list_trouble_percent: u64,
    /// How often Graph answers a whole batch otherwise than with a 200; how often a request otherwise than with a success.
    pub(crate) outer_fault_percent: u64,
    pub(crate) fault_percent: u64,
    /// The fault that this run is about.
    pub(crate) favourite: Option<Fault>,
    /// The chat of the first request's pair is there.
    pub(crate) first_is_there: bool,
    pub(crate) operation: Operation,
    pub(crate) server: Option<Server>,
    /// What else goes wrong with batches.
    pub(crate) faults: Vec<faults::Fault>,
    /// Where nothing gets lost.
    pub(crate) network: Option<Network>,
}

/// How the operation of a 202 goes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Operation {
    /// When it ends, since the run began, and with which status.
    pub(crate) ends_ms: u64,
    pub(crate) ends_as: &'static str,
    /// The versions that know of operations.
    pub(crate) known_in: &'static [&'static str],
    /// Whether the chat itself can be read.
    pub(crate) shows_chat: bool,
}

impl Scenario {
    /// Nothing but a server's limit, if any, stands in the way of so many groups.
    pub(crate) fn calm(count: usize, server: Option<Server>, round_trip_ms: u64) -> Self {
        Self {
            requests: Rc::new(vec![Planned::new(Kind::Group); count]),
            root: "https://graph.microsoft.com",
            version: "v1.0",
            cloud_host: "graph.microsoft.com",
            server,
            network: Some(Network { round_trip_ms, jitter_percent: 0 }),
            ..Self::default()
        }
    }

    /// What one chat and many have in common.
    fn draw(random: &mut Random, requests: Vec<Planned>) -> Self {
        let (cloud, cloud_host, cloud_root) = random.one_of(&[
            ("global", "graph.microsoft.com", "https://graph.microsoft.com"),
            ("global", "graph.microsoft.com", "https://graph.microsoft.com"),
            ("usGovernmentL4", "graph.microsoft.us", "https://graph.microsoft.us"),
            ("usGovernmentL5", "dod-graph.microsoft.us", "https://dod-graph.microsoft.us"),
            ("china", "microsoftgraph.chinacloudapi.cn", "https://microsoftgraph.chinacloudapi.cn"),
        ]);
        let version = random.one_of(&["v1.0", "v1.0", "beta"]);
        let (base, root) = random.one_of(&[
            ("", cloud_root),
            ("", cloud_root),
            (r#","baseUrl":"https://proxy.example/graph/""#, "https://proxy.example/graph"),
            (r#","baseUrl":"http://localhost:4010""#, "http://localhost:4010"),
            (r#","baseUrl":"HTTPS://Proxy.Example:8443""#, "https://proxy.example:8443"),
        ]);
        let options = format!(
            r#"{{"cloud":"{cloud}","apiVersion":"{version}","timeoutMs":{},"maxAttempts":{},"maxRetryAfterMs":{},"onUnknown":"{}"{base}}}"#,
            random.one_of(&[1, 20, 300, 2_000, 30_000, 30_000, 30_000, 120_000]),
            random.one_of(&[1, 2, 3, 4, 4, 4, 6, 9]),
            random.one_of(&[0, 1_000, 10_000, 60_000, 180_000, 180_000, 3_600_000]),
            if random.chance(20) { "repeat" } else { "report" },
        );
        let options = ClientOptions::from_json(&options).unwrap();
        let clock_is_set = random.chance(12).then(|| {
            let by_ms = random.one_of(&[1_000, -1_000, 5_000, -5_000, 3_600_000, -3_600_000]);
            (random.below((options.timeout_ms * 3).max(20)), by_ms)
        });
        Self {
            options,
            root,
            version,
            cloud_host,
            requests: Rc::new(requests),
            ahead_ms: random.one_of(&[0, 0, 1, -1, 600_000, -600_000]),
            clock_is_set: clock_is_set.into_iter().collect(),
            can_answer_claims: random.chance(75),
            ..Self::default()
        }
    }

    pub(crate) fn draw_one(random: &mut Random) -> Self {
        let group = random.chance(60);
        let planned = Planned::draw(random, if group { Kind::Group } else { Kind::OneOnOne }, 0);
        let common = Self::draw(random, vec![planned]);
        let timeout_ms = common.options.timeout_ms;
        let poll_interval_ms = random.one_of(&[1, 100, 30_000, 30_000]);
        let wait = WaitOptions {
            poll_interval_ms,
            timeout_ms: poll_interval_ms * random.one_of(&[1, 2, 10, 20, 20, 30])
                + random.one_of(&[0, 0, 1, 50]),
        };
        let trouble_percent = random.one_of(&[0, 10, 30, 100]);
        let mut scenario = Self {
            plan: if random.below(3) == 2 { Plan::CreateAndWait } else { Plan::Create },
            call: CallOptions {
                timeout_ms: random.chance(20).then(|| random.one_of(&[1, 500, 10_000])),
                client_request_id: random.chance(30).then(|| "7f1c0f0e-chosen-by-the-caller".to_owned()),
                ..CallOptions::default()
            },
            abort: match random.below(10) {
                0 => AbortPlan::AtTime(random.below(timeout_ms.saturating_mul(4))),
                1 => AbortPlan::AtTime(random.below(2_000)),
                2 | 3 => AbortPlan::AtStep(random.below(30)),
                _ => AbortPlan::Never,
            },
            tokens_change: common.can_answer_claims && random.chance(60),
            token_trouble_percent: if common.can_answer_claims { random.one_of(&[0, 0, 100]) } else { 0 },
            trouble_percent,
            list_trouble_percent: trouble_percent,
            fault_percent: random.one_of(&[0, 30, 60, 90, 100]),
            favourite: random.chance(40).then(|| random.one_of(&Fault::FAULTS)),
            first_is_there: !group && random.chance(30),
            operation: Operation {
                ends_ms: match random.below(4) {
                    0 => u64::MAX,
                    1 => random.below(wait.timeout_ms.saturating_mul(2)),
                    _ => random.below(wait.poll_interval_ms.saturating_mul(4)),
                },
                ends_as: random.pick(&["succeeded", "succeeded", "failed"]),
                known_in: random.one_of(&[&["v1.0", "beta"][..], &["v1.0", "beta"], &["beta"], &[]]),
                shows_chat: random.chance(70),
            },
            wait,
            ..common
        };
        if random.chance(20) {
            let (location, places) = locations::draw(random, &scenario);
            scenario.plan = Plan::Wait(location, places);
        }
        scenario
    }

    pub(crate) fn draw_many(random: &mut Random) -> Self {
        let length = match random.below(10) {
            0..4 => random.below(6),
            4..8 => random.below(40),
            8 => random.below(120),
            _ => random.below(301),
        };
        let requests = Planned::draw_all(random, length as usize);
        let somewhere = |random: &mut Random| random.below(length + 1) as usize;
        let stalls = random.chance(3);
        let source = SourcePlan {
            slowest_ms: random.one_of(&[0, 0, 0, 1, 5, 30, 2_000]),
            slow: random.chance(10).then(|| (somewhere(random), somewhere(random))),
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
        let common = Self::draw(random, requests);
        let calm = random.chance(15);
        let mut percent = |choices: &[u64]| if calm { 0 } else { random.one_of(choices) };
        let mut scenario = Self {
            token_trouble_percent: percent(&[0, 0, 0, 2, 10]),
            trouble_percent: percent(&[0, 0, 10, 30, 100]),
            outer_fault_percent: percent(&[0, 0, 15, 50]),
            fault_percent: percent(&[0, 10, 30, 80]),
            server: (percent(&[0, 0, 1]) == 1).then(|| Server::draw(random)),
            source,
            consumer,
            abort,
            ..common
        };
        if calm {
            scenario.options.timeout_ms = 30_000;
        } else {
            scenario.bulk.timeout_ms = random.chance(20).then(|| random.one_of(&[1_000, 60_000]));
        }
        let any_size = random.between(1, 20) as usize;
        scenario.bulk.batch_size = random.one_of(&[1, 2, 20, 20, any_size, any_size, any_size]);
        scenario.bulk.concurrency = random.between(1, 16) as usize;
        scenario
    }

    /// The time limit of one attempt to create.
    pub(crate) fn timeout_ms(&self) -> u64 {
        self.call.timeout_ms.or(self.bulk.timeout_ms).unwrap_or(self.options.timeout_ms)
    }

    pub(crate) fn kind(&self, index: usize) -> Kind {
        self.requests[index].kind
    }

    /// The id of the chat that a request is, or would be, answered with: the pair's, or a new one.
    pub(crate) fn chat_id(&self, index: usize, exchange: usize) -> String {
        match self.kind(index) {
            Kind::Group => format!("19:group-{index}-{exchange}@thread.v2"),
            _ => format!("19:pair-{index}@unq.gbl.spaces"),
        }
    }

    /// Whether it is about times: then nothing but what is asked for is left to chance.
    pub(crate) fn is_measured(&self) -> bool {
        self.network.is_some()
    }

    /// The body of the first request.
    pub(crate) fn first_body(&self) -> String {
        build_chat(&self.requests[0].text(0), &self.options.graph).unwrap()
    }

    /// What an error from outside may quote: the request, people, a token.
    pub(crate) fn quote(&self, random: &mut Random, tokens: &[String]) -> String {
        let token = tokens.last().filter(|_| random.chance(60)).map_or("", String::as_str);
        let earlier = tokens.first().filter(|_| random.chance(30)).map_or("", String::as_str);
        match random.below(4) {
            0 => format!("Bearer {token} {earlier}"),
            1 if self.plan != Plan::Many => format!("{} {token}", self.first_body()),
            2 => format!("{} / {} for {earlier}", PRIVATE[0], PRIVATE[2]),
            _ => format!("{earlier} getaddrinfo {}", self.root),
        }
    }
}
