//! Adding members, one at a time.

use msgraph_chats::{CallOptions, FailureKind, MemberOutcome, Outcome, add_members};

use crate::port::{BEGIN_MS, ScriptedPort, answer};
use crate::{ADELE, ALEX, both, options, page};

const CHAT: &str = "19:x@thread.v2";
const ADD: &str = "POST /chats/19:x@thread.v2/members";
const LIST: &str = "GET /chats/19:x@thread.v2/members";

fn ends(port: &ScriptedPort<'_>) -> Vec<Result<(), (FailureKind, Outcome)>> {
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
    port.run(add_members(&port, &options(), &CallOptions::default(), CHAT, &members)).unwrap();
    let wrong = Err((FailureKind::Validation, Outcome::NotCreated));
    assert_eq!(ends(&port), [Ok(()), wrong, Ok(()), wrong, wrong]);
    assert_eq!(port.seen(), [(0, ADD.to_owned()), (1, ADD.to_owned())]);
    let path = |index: usize| {
        let outcomes = port.outcomes.borrow();
        assert_eq!(outcomes[index].index, index);
        outcomes[index].result.as_ref().unwrap_err().issues[0].path.clone()
    };
    assert_eq!(
        (path(1), path(3), path(4)),
        ("/members/1/user".into(), "/members/3".into(), "/members/4".into())
    );
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
    let members = format!(r#"["{ADELE}","{unknown}","ALEX@contoso.com"]"#);
    let port = ScriptedPort::new(|line, _| match line {
        LIST => page(&both(), None),
        _ => answer(409, r#"{"error":{"code":"Conflict"}}"#),
    });
    port.run(add_members(&port, &options(), &CallOptions::default(), CHAT, &members)).unwrap();
    assert_eq!(ends(&port), [Ok(()), Err((FailureKind::Graph, Outcome::NotCreated)), Ok(())]);
    assert_eq!(port.paths(), [ADD, LIST, ADD, ADD], "the list is read once");
}

#[test]
fn an_unclear_ending_is_repeated() {
    let mut answers = [answer(504, ""), answer(201, "")].into_iter();
    let port = ScriptedPort::new(|_, _| answers.next().unwrap());
    let members = format!("[\"{ADELE}\"]");
    port.run(add_members(&port, &options(), &CallOptions::default(), CHAT, &members)).unwrap();
    assert_eq!(ends(&port), [Ok(())]);

    let port = ScriptedPort::new(|_, _| answer(504, ""));
    port.run(add_members(&port, &options(), &CallOptions::default(), CHAT, &members)).unwrap();
    assert_eq!(ends(&port), [Err((FailureKind::Graph, Outcome::Unknown))]);
}

#[test]
fn an_abort_fails_the_rest() {
    let port = ScriptedPort::new(|_, _| answer(201, ""));
    port.aborts_at_ms.set(Some(BEGIN_MS + 1_500));
    let members = format!(r#"["{ADELE}","{ALEX}","a@b.co","c@b.co"]"#);
    port.run(add_members(&port, &options(), &CallOptions::default(), CHAT, &members)).unwrap();
    let aborted = Err((FailureKind::Aborted, Outcome::NotCreated));
    assert_eq!(ends(&port), [Ok(()), Ok(()), aborted, aborted]);
}

#[test]
fn what_is_no_list_is_not_sent() {
    for (id, members) in [(CHAT, "{}"), (CHAT, "\"a@b.co\""), (CHAT, "["), ("a/b", "[]")] {
        let port = ScriptedPort::new(|_, _| panic!("nothing is sent"));
        let failure =
            port.run(add_members(&port, &options(), &CallOptions::default(), id, members)).unwrap_err();
        assert_eq!(failure.kind, FailureKind::Usage, "{id} {members}");
    }
}

#[test]
fn a_refusal_has_its_hint() {
    for (status, message, words) in [
        (400, "Must specify a role for the new member.", "owner"),
        (400, "RosterAddMemberBlocked", "groups of two"),
        (403, "InsufficientPrivileges", "one-on-one"),
        (403, "Forbidden", "ChatMember.ReadWrite"),
    ] {
        let port = ScriptedPort::new(|line, _| {
            if line == LIST {
                return page(&[], None);
            }
            answer(status, &format!(r#"{{"error":{{"code":"x","message":"{message}"}}}}"#))
        });
        let members = format!("[\"{ADELE}\"]");
        port.run(add_members(&port, &options(), &CallOptions::default(), CHAT, &members)).unwrap();
        let outcomes = port.outcomes.borrow();
        let hint = outcomes[0].result.as_ref().unwrap_err().hint.clone().unwrap();
        assert!(hint.contains(words), "{message}: {hint}");
    }
}
