//! Graph's answers to a poll of an operation, and of the chat in its place.

use crate::answer::{Answer, Asking, Kind};
use crate::bodies;
use crate::facts::{Asked, Making, Says};
use crate::random::Random;

/// The answer to a poll.
pub(crate) fn answer(random: &mut Random, asking: &Asking<'_>) -> Answer {
    // A wait polls many times, so that a fault each time would end every wait soon.
    let kind = if random.chance(40) { Kind::draw(random, asking.scenario) } else { Kind::Success };
    let (label, status) = match kind {
        Kind::Success => return operation(random, asking),
        Kind::Redirect => ("poll: redirect", random.one_of(&[0, 301, 302, 307, 308])),
        Kind::OddStatus => ("poll: a status that Graph does not use", random.one_of(&[100, 600])),
        Kind::NoContent | Kind::AcceptedNowhere | Kind::AcceptedElsewhere => {
            ("poll: nothing", random.one_of(&[200, 202, 204]))
        }
        Kind::Unreadable => ("poll: a 200 without an operation", 200),
        kind => {
            let answer = Answer::failure(random, asking, kind);
            return Answer { making: Making::Never, ..answer };
        }
    };
    let mut answer = Answer::new(random, asking, label, status);
    if kind == Kind::Unreadable {
        answer.body = bodies::without_operation(random);
    }
    answer
}

fn operation(random: &mut Random, asking: &Asking<'_>) -> Answer {
    let operation = &asking.scenario.operation;
    let url = &asking.request.url;
    if !url.contains("/operations") {
        if !operation.shows_chat {
            return unknown(random, asking, "poll: no such chat", &[403, 404, 404]);
        }
        let status = random.one_of(&[200, 200, 202]);
        let mut answer = Answer::new(random, asking, "poll: the chat", status);
        answer.body = bodies::chat(random, "19:a_b@unq.gbl.spaces", asking);
        answer.facts.says = Says::Chat { id: String::new(), text: answer.body.clone() };
        return answer;
    }
    if !operation.known_in.iter().any(|version| url.contains(&format!("/{version}/"))) {
        return unknown(random, asking, "poll: no such operation", &[400, 404]);
    }
    let status = if asking.now_ms < operation.ends_ms {
        let running =
            ["notStarted", "inProgress", "inProgress", "invalid", "unknownFutureValue", "paused", ""];
        random.pick(&running)
    } else {
        operation.ends_as
    };
    let http_status = random.one_of(&[200, 200, 202]);
    let mut answer = Answer::new(random, asking, status, http_status);
    answer.body = bodies::operation(random, status, asking);
    answer.facts.says = Says::Status { status, text: answer.body.clone() };
    answer
}

/// Nothing of the kind is there.
fn unknown(random: &mut Random, asking: &Asking<'_>, label: &'static str, statuses: &[u16]) -> Answer {
    let mut answer = Answer::failure(random, asking, Kind::Unauthorized);
    answer.headers.retain(|(name, _)| name.eq_ignore_ascii_case("request-id"));
    (answer.facts.label, answer.facts.status) = (label, random.one_of(statuses));
    answer.facts.retry_after = Asked::Nothing;
    answer
}
