//! What a run is about: the chat, the options, the caller; drawn at random.

use msgraph_chats::{CallOptions, ClientOptions, WaitOptions, build_chat};

use crate::one::locations;
use crate::random::Random;
use crate::world::AbortPlan;

/// Which functions are called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    Create,
    /// And, when the answer is a 202, wait for its operation.
    CreateAndWait,
    /// Wait for the operation of a location that came from elsewhere; where it must be polled, if it may be.
    Wait(String, Option<Vec<String>>),
}

pub(crate) struct Scenario {
    pub(crate) plan: Plan,
    pub(crate) group: bool,
    pub(crate) body: String,
    pub(crate) options: ClientOptions,
    pub(crate) call: CallOptions,
    pub(crate) wait: WaitOptions,
    /// The root that requests must go to, without the version.
    pub(crate) root: String,
    pub(crate) version: &'static str,
    pub(crate) cloud_host: &'static str,
    /// The token comes from a provider, not from a string.
    pub(crate) can_answer_claims: bool,
    pub(crate) abort: AbortPlan,
    pub(crate) clock_ahead_ms: i64,
    pub(crate) clock_is_set: Vec<(u64, i64)>,
    /// How many of a hundred requests have trouble on their way.
    pub(crate) trouble_percent: u64,
}

/// What the body says of people.
pub(crate) const PRIVATE: [&str; 4] =
    ["anna.private@contoso.example", "o'private%40x", "Secret plans", "4dc1fe35-8ac6-4f0d-904a-7ebcd364bea1"];

impl Scenario {
    pub(crate) fn draw(random: &mut Random) -> Self {
        let (cloud, cloud_host) = random.one_of(&[
            ("global", "graph.microsoft.com"),
            ("global", "graph.microsoft.com"),
            ("usGovernmentL4", "graph.microsoft.us"),
            ("usGovernmentL5", "dod-graph.microsoft.us"),
            ("china", "microsoftgraph.chinacloudapi.cn"),
        ]);
        let version = random.one_of(&["v1.0", "v1.0", "beta"]);
        let base = random.one_of(&[
            None,
            None,
            Some(("https://proxy.example/graph/", "https://proxy.example/graph")),
            Some(("http://localhost:4010", "http://localhost:4010")),
            Some(("HTTPS://Proxy.Example:8443", "https://proxy.example:8443")),
        ]);
        let timeout_ms = random.one_of(&[1_u64, 20, 1_000, 30_000, 30_000, 30_000, 120_000]);
        let mut json = format!(
            r#"{{"cloud":"{cloud}","apiVersion":"{version}","timeoutMs":{timeout_ms},"maxAttempts":{},"maxRetryAfterMs":{},"onUnknown":"{}""#,
            random.one_of(&[1, 2, 3, 4, 4, 4, 6, 9]),
            random.one_of(&[0, 1_000, 10_000, 180_000, 180_000, 3_600_000]),
            if random.chance(25) { "repeat" } else { "report" },
        );
        if let Some((given, _)) = base {
            json.push_str(&format!(r#","baseUrl":"{given}""#));
        }
        json.push('}');
        let options = ClientOptions::from_json(&json).unwrap();
        let group = random.chance(60);
        let body = build_chat(&request(random, group), &options.graph).unwrap();
        let call = CallOptions {
            timeout_ms: random.chance(20).then(|| random.one_of(&[1, 500, 10_000])),
            client_request_id: random.chance(30).then(|| "7f1c0f0e-chosen-by-the-caller".to_owned()),
            ..CallOptions::default()
        };
        let poll_interval_ms = random.one_of(&[1, 100, 30_000, 30_000]);
        let wait = WaitOptions {
            poll_interval_ms,
            timeout_ms: poll_interval_ms * random.one_of(&[1, 2, 10, 20, 20, 30])
                + random.one_of(&[0, 0, 1, 50]),
        };
        let mut scenario = Self {
            plan: if random.below(3) == 2 { Plan::CreateAndWait } else { Plan::Create },
            group,
            body,
            options,
            call,
            wait,
            root: base.map_or_else(|| format!("https://{cloud_host}"), |(_, root)| root.to_owned()),
            version,
            cloud_host,
            can_answer_claims: random.chance(75),
            abort: abort(random, timeout_ms),
            clock_ahead_ms: random.one_of(&[0, 0, 1, -1, 600_000, -600_000]),
            clock_is_set: Vec::new(),
            trouble_percent: random.one_of(&[0, 10, 30, 100]),
        };
        if random.chance(15) {
            let by_ms = random.one_of(&[1_000, -1_000, 3_600_000, -3_600_000]);
            scenario.clock_is_set.push((random.below(timeout_ms.saturating_mul(3)), by_ms));
        }
        if random.chance(20) {
            let (location, places) = locations::draw(random, &scenario);
            scenario.plan = Plan::Wait(location, places);
        }
        scenario
    }

    /// The time limit of one attempt to create.
    pub(crate) fn timeout_ms(&self) -> u64 {
        self.call.timeout_ms.unwrap_or(self.options.timeout_ms)
    }

    /// What an error from outside may quote: the request, people, a token.
    pub(crate) fn quote(&self, random: &mut Random, tokens: &[String]) -> String {
        let token = tokens.last().filter(|_| random.chance(60)).map_or("", String::as_str);
        let earlier = tokens.first().filter(|_| random.chance(30)).map_or("", String::as_str);
        match random.below(4) {
            0 => format!("Bearer {token} {earlier}"),
            1 => format!("{} {token}", self.body),
            2 => format!("{} / {} for {earlier}", PRIVATE[0], PRIVATE[2]),
            _ => format!("{earlier} getaddrinfo {}", self.root),
        }
    }
}

fn request(random: &mut Random, group: bool) -> String {
    let [upn, odd, topic, id] = PRIVATE;
    let apps =
        if random.chance(20) { r#","installedApps":["a5a2b7b9-6f1c-4a1b-9d7e-2f6a1f0c3b1d"]"# } else { "" };
    if !group {
        return format!(r#"{{"chatType":"oneOnOne","members":["{upn}","{id}"]{apps}}}"#);
    }
    let more =
        if random.chance(50) { format!(r#",{{"user":"{odd}","role":"guest"}}"#) } else { String::new() };
    format!(r#"{{"chatType":"group","topic":"{topic}","members":["{upn}","{id}"{more}]{apps}}}"#)
}

fn abort(random: &mut Random, timeout_ms: u64) -> AbortPlan {
    match random.below(10) {
        0 => AbortPlan::AtTime(random.below(timeout_ms.saturating_mul(4))),
        1 => AbortPlan::AtTime(random.below(2_000)),
        2 | 3 => AbortPlan::AtStep(random.below(30)),
        _ => AbortPlan::Never,
    }
}
