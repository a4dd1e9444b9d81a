//! Graph's true state: which chats there are, and how the operation of a 202 goes.

use crate::one::replies::Kind;
use crate::one::scenario::Scenario;
use crate::random::Random;

/// A chat, and the request that made it: none for one that was there before.
pub(crate) struct Chat {
    pub(crate) id: String,
    pub(crate) made_by: Option<usize>,
}

pub(crate) struct Graph {
    pub(crate) chats: Vec<Chat>,
    pub(crate) fault_percent: u64,
    /// The fault that this run is about.
    pub(crate) favourite: Option<Kind>,
    /// When the operation ends, since the run began, and with which status.
    pub(crate) operation_ends_ms: u64,
    pub(crate) operation_ends_as: &'static str,
    /// The versions that know of operations.
    pub(crate) operations_in: &'static [&'static str],
    /// Whether the chat itself can be read.
    pub(crate) shows_chat: bool,
    group: bool,
}

impl Graph {
    pub(crate) fn new(random: &mut Random, scenario: &Scenario) -> Self {
        let mut chats = Vec::new();
        if !scenario.group && random.chance(30) {
            chats.push(Chat { id: chat_id(false, 0), made_by: None });
        }
        let favourite = random.chance(40).then(|| random.one_of(&Kind::FAULTS));
        let operation_ends_ms = match random.below(4) {
            0 => u64::MAX,
            1 => random.below(scenario.wait.timeout_ms.saturating_mul(2)),
            _ => random.below(scenario.wait.poll_interval_ms.saturating_mul(4)),
        };
        Self {
            chats,
            fault_percent: random.one_of(&[0, 30, 60, 90, 100]),
            favourite,
            operation_ends_ms,
            operation_ends_as: random.pick(&["succeeded", "succeeded", "failed"]),
            operations_in: random.one_of(&[&["v1.0", "beta"][..], &["v1.0", "beta"], &["beta"], &[]]),
            shows_chat: random.chance(70),
            group: scenario.group,
        }
    }

    /// The id of the chat that a request is, or would be, answered with: the pair's, or a new one.
    pub(crate) fn chat_id(&self, exchange: usize) -> String {
        chat_id(self.group, exchange)
    }

    /// Makes the chat of a request; gives its id unless it is there already.
    pub(crate) fn make(&mut self, exchange: usize) -> Option<String> {
        let id = self.chat_id(exchange);
        if self.chats.iter().any(|chat| chat.id == id) {
            return None;
        }
        self.chats.push(Chat { id: id.clone(), made_by: Some(exchange) });
        Some(id)
    }
}

fn chat_id(group: bool, exchange: usize) -> String {
    if group { format!("19:group-{exchange}@thread.v2") } else { "19:one_two@unq.gbl.spaces".to_owned() }
}
