//! Graph's answers to *Create chat*: which kind comes when.

use msgraph_chats::HttpResponse;

use crate::facts::{Facts, Making};
use crate::one::draft::Draft;
use crate::one::graph::Graph;
use crate::one::scenario::Scenario;
use crate::random::Random;

/// Who asks, and when.
pub(crate) struct Asking<'a> {
    pub(crate) scenario: &'a Scenario,
    pub(crate) exchange: usize,
    pub(crate) url: &'a str,
    pub(crate) graph_time_ms: u64,
    pub(crate) now_ms: u64,
    /// Every token that was sent or only given.
    pub(crate) tokens: &'a [String],
}

pub(crate) struct Reply {
    pub(crate) response: HttpResponse,
    pub(crate) facts: Facts,
    pub(crate) making: Making,
    /// Where the operation of a 202 must be polled, one place after the other.
    pub(crate) places: Option<Vec<String>>,
}

/// What an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Created,
    Accepted,
    Throttled,
    Unavailable,
    UnavailableWithoutTime,
    ServerError,
    Challenge,
    Unauthorized,
    Refused,
    Redirect,
    NoContent,
    AcceptedNowhere,
    AcceptedElsewhere,
    Unreadable,
    OddStatus,
}

impl Kind {
    pub(crate) const FAULTS: [Kind; 13] = [
        Kind::Throttled,
        Kind::Unavailable,
        Kind::UnavailableWithoutTime,
        Kind::ServerError,
        Kind::Challenge,
        Kind::Unauthorized,
        Kind::Refused,
        Kind::Redirect,
        Kind::NoContent,
        Kind::AcceptedNowhere,
        Kind::AcceptedElsewhere,
        Kind::Unreadable,
        Kind::OddStatus,
    ];

    pub(crate) fn draw(random: &mut Random, graph: &Graph, success: Kind) -> Self {
        if !random.chance(graph.fault_percent) {
            return success;
        }
        // The kinds that a call goes on after come more often, so that calls grow long.
        match (graph.favourite, random.below(4)) {
            (Some(kind), 0..3) => kind,
            (None, 0) => random.one_of(&[Kind::Throttled, Kind::Unavailable]),
            (None, 1) => random.one_of(&[Kind::ServerError, Kind::Challenge, Kind::UnavailableWithoutTime]),
            _ => random.one_of(&Self::FAULTS),
        }
    }
}

/// The answer to a creation.
pub(crate) fn to_creation(asking: &Asking<'_>, random: &mut Random, graph: &Graph) -> Reply {
    let success = if random.chance(20) { Kind::Accepted } else { Kind::Created };
    let kind = Kind::draw(random, graph, success);
    let mut draft = Draft::new(asking, random, graph);
    match kind {
        Kind::Created => draft.created(random, graph),
        Kind::Accepted => draft.accepted(random),
        Kind::Redirect | Kind::NoContent | Kind::AcceptedNowhere | Kind::AcceptedElsewhere => {
            draft.making = draft.perhaps(random);
            draft.pointless(random, kind);
        }
        Kind::Unreadable | Kind::OddStatus => {
            draft.making = draft.perhaps(random);
            draft.unreadable(random, kind);
        }
        _ => draft.failed(random, kind),
    }
    draft.finish()
}
