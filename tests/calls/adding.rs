//! Adding members, one at a time.

use msgraph_chats::{CallOptions, FailureKind, MemberOutcome, Outcome, add_members};

use crate::port::{BEGIN_MS, ScriptedPort, answer};
use crate::{ADELE, ALEX, both, options, page};

const CHAT: &str = "19:x@thread.v2";
const ADD: &str = "POST /chats/19:x@thread.v2/members";
const LIST: &str = "GET /chats/19:x@thread.v2/members";

/// What became of each member.
fn add(port: &ScriptedPort<'_>, members: &str) -> Vec<Result<(), (FailureKind, Outcome)>> {
    port.run(add_members(port, &options(), &CallOptions::default(), CHAT, members)).unwrap();
    let end = |outcome: &MemberOutcome| {
        outcome.result.as_ref().copied().map_err(|failure| (failure.kind, failure.outcome))
    };
    port.outcomes.borrow().iter().map(end).collect()
}

#[test]
fn one_a_second_and_a_wrong_one_fails_alone() {
    let members = format!(
        r#"["{ADELE}",{{"user":"me"}},{{"user":"{ALEX}","role":"guest","visibleHistoryStartDateTime":"0001-01-01T00:00:00Z"}},"{ADELE}",7]"#
    );
    let mut bodies = Vec::new();
    let port = ScriptedPort::new(|line, request| {
        assert_eq!(line, ADD);
        bodies.push(request.body.clone().unwrap());
        answer(201, "")
    });
    let wrong = Err((FailureKind::Validation, Outcome::NotCreated));
    assert_eq!(add(&port, &members), [Ok(()), wrong, Ok(()), wrong, wrong]);
    assert_eq!(port.seen(), [(0, ADD.to_owned()), (1, ADD.to_owned())]);
    for (index, path) in [(1, "/members/1/user"), (3, "/members/3"), (4, "/members/4")] {
        let outcome = &port.outcomes.borrow()[index];
        assert_eq!(outcome.index, index);
        assert_eq!(outcome.result.as_ref().unwrap_err().issues[0].path, path);
    }
    drop(port);
    assert_eq!(
        bodies[1],
        format!(
            r##"{{"@odata.type":"#microsoft.graph.aadUserConversationMember","roles":["guest"],"user@odata.bind":"https://graph.microsoft.com/v1.0/users('{ALEX}')","visibleHistoryStartDateTime":"0001-01-01T00:00:00Z"}}"##
        )
    );
}

#[test]
fn who_is_there_already_counts_as_added() {
    let unknown = ADELE.replace('8', "9");
    let port = ScriptedPort::new(|line, _| match line {
        LIST => page(&both(), None),
        _ => answer(409, r#"{"error":{"code":"Conflict"}}"#),
    });
    let ends = add(&port, &format!(r#"["{ADELE}","{unknown}","ALEX@contoso.com"]"#));
    assert_eq!(ends, [Ok(()), Err((FailureKind::Graph, Outcome::NotCreated)), Ok(())]);
    assert_eq!(port.paths(), [ADD, LIST, ADD, ADD], "the list is read once");
}

#[test]
fn an_unclear_ending_is_repeated() {
    for (second, end) in [(201, Ok(())), (504, Err((FailureKind::Graph, Outcome::Unknown)))] {
        let mut answers = [answer(504, ""), answer(second, "")].into_iter();
        let port = ScriptedPort::new(|_, _| answers.next().unwrap());
        assert_eq!(add(&port, &format!("[\"{ADELE}\"]")), [end]);
    }
}

#[test]
fn an_abort_fails_the_rest() {
    let port = ScriptedPort::new(|_, _| answer(201, ""));
    port.aborts_at_ms.set(Some(BEGIN_MS + 1_500));
    let aborted = Err((FailureKind::Aborted, Outcome::NotCreated));
    let ends = add(&port, &format!(r#"["{ADELE}","{ALEX}","a@b.co","c@b.co"]"#));
    assert_eq!(ends, [Ok(()), Ok(()), aborted, aborted]);
}
