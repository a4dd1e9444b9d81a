//! Graph's answers to a poll of an operation, and of the chat in its place.

use crate::facts::Says;
use crate::one::bodies;
use crate::one::draft::Draft;
use crate::one::graph::Graph;
use crate::one::replies::{Asking, Kind, Reply};
use crate::random::Random;

/// The answer to a poll.
pub(crate) fn answer(asking: &Asking<'_>, random: &mut Random, graph: &Graph) -> Reply {
    let mut draft = Draft::new(asking, random, graph);
    // A wait polls many times, so that a fault each time would end every wait soon.
    let kind = if random.chance(40) { Kind::draw(random, graph, Kind::Created) } else { Kind::Created };
    match kind {
        Kind::Created | Kind::Accepted if !asking.url.contains("/operations") => {
            if !graph.shows_chat {
                return draft.finish_unknown(random, "poll: no such chat", &[403, 404, 404]);
            }
            draft.body = bodies::chat(random, "19:a_b@unq.gbl.spaces", asking);
            draft.says = Says::Chat { id: String::new(), text: draft.body.clone() };
            draft.finish_as("poll: the chat", random.one_of(&[200, 200, 202]))
        }
        Kind::Created | Kind::Accepted
            if !graph.operations_in.iter().any(|version| asking.url.contains(&format!("/{version}/"))) =>
        {
            draft.finish_unknown(random, "poll: no such operation", &[400, 404])
        }
        Kind::Created | Kind::Accepted => {
            let status = if asking.now_ms < graph.operation_ends_ms {
                random.pick(&[
                    "notStarted",
                    "inProgress",
                    "inProgress",
                    "invalid",
                    "unknownFutureValue",
                    "paused",
                    "",
                ])
            } else {
                graph.operation_ends_as
            };
            draft.body = bodies::operation(random, status, asking);
            draft.finish_with(random, status)
        }
        Kind::Redirect => draft.finish_as("poll: redirect", random.one_of(&[0, 301, 302, 307, 308])),
        Kind::OddStatus => {
            draft.finish_as("poll: a status that Graph does not use", random.one_of(&[100, 600]))
        }
        Kind::NoContent | Kind::AcceptedNowhere | Kind::AcceptedElsewhere => {
            draft.finish_as("poll: nothing", random.one_of(&[200, 202, 204]))
        }
        Kind::Unreadable => {
            draft.body = bodies::without_operation(random);
            draft.finish_as("poll: a 200 without an operation", 200)
        }
        kind => draft.finish_failed(random, kind),
    }
}
