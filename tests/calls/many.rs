//! Many groups: looked for in one list after unclear endings, and reused where they are there.

use std::cell::Cell;

use msgraph_chats::{
    BulkOptions, CreatedChat, Failure, FailureKind, Headers, HttpResponse, IfExists, OnUnknown, Outcome,
    create_chats,
};

use crate::port::{BEGIN_MS, ScriptedPort, answer};
use crate::{ALEX, CHAT_LIST, GROUP, both, chat, member, options, page};

const NOW: &str = "2026-11-30T13:00:01Z";

fn bulk(on_unknown: OnUnknown, if_exists: IfExists, batch_size: usize) -> BulkOptions {
    BulkOptions { on_unknown: Some(on_unknown), if_exists, batch_size, ..BulkOptions::default() }
}

/// The group with a topic.
fn about(topic: &str) -> String {
    GROUP.replace("\"members\"", &format!("\"topic\":\"{topic}\",\"members\""))
}

type End = Result<(String, bool), Outcome>;

/// What became of each request, in their order: the id of its chat and whether it was found, or how certain it is that there is none.
fn ends(port: &ScriptedPort<'_>) -> Vec<End> {
    let mut outcomes = port.chats.borrow().clone();
    outcomes.sort_by_key(|outcome| outcome.index);
    let end = |result: Result<CreatedChat, Box<Failure>>| match result {
        Ok(CreatedChat::Created { chat, found, .. }) => {
            let chat: serde_json::Value = serde_json::from_str(&chat).unwrap();
            Ok((chat["id"].as_str().unwrap().to_owned(), found))
        }
        Ok(other) => panic!("{other:?}"),
        Err(failure) => Err(failure.outcome),
    };
    outcomes.into_iter().map(|outcome| end(outcome.result)).collect()
}

fn run(port: &ScriptedPort<'_>, requests: &[String], bulk: &BulkOptions) {
    port.source.replace(requests.iter().cloned().collect());
    port.run(create_chats(port, &options(), bulk)).unwrap();
    assert_eq!(port.chats.borrow().len(), requests.len(), "one outcome each");
}

#[expect(clippy::unnecessary_wraps, reason = "an outcome among others")]
fn of(id: &str, found: bool) -> End {
    Ok((id.to_owned(), found))
}

/// How often something was sent.
fn count(port: &ScriptedPort<'_>, start: &str) -> usize {
    port.paths().iter().filter(|path| path.starts_with(start)).count()
}

#[test]
fn one_list_is_read_for_all_that_are_lost_and_no_chat_is_given_twice() {
    for batch_size in [1, 20] {
        let list = [
            chat("one", NOW, None, &both()),
            chat("two", "2026-11-30T13:00:02Z", None, &both()),
            chat("plan", NOW, Some("Plan"), &both()),
            chat("made", NOW, Some("Made"), &both()),
        ];
        let port = ScriptedPort::new(|line, request| {
            let is_made = request.body.as_ref().is_some_and(|body| body.contains("Made"));
            match line {
                "POST /chats" if is_made => answer(201, r#"{"id":"made"}"#),
                "POST /chats" => answer(504, "{}"),
                _ => page(&list, None),
            }
        });
        let requests = [GROUP.to_owned(), about("Plan"), about("Made"), GROUP.to_owned(), about("Gone")];
        run(&port, &requests, &bulk(OnUnknown::Look, IfExists::Create, batch_size));
        let expected =
            [of("two", true), of("plan", true), of("made", false), of("one", true), Err(Outcome::Unknown)];
        assert_eq!(ends(&port), expected);
        let none_is_left = |result: &Result<CreatedChat, _>| !matches!(result, Ok(CreatedChat::Created { duplicates, .. }) if !duplicates.is_empty());
        let all = port.chats.borrow().iter().all(|outcome| none_is_left(&outcome.result));
        assert!(all, "what is given to another is no duplicate");
        assert_eq!(count(&port, "POST /chats"), 5, "nothing is repeated");
        assert_eq!(count(&port, "GET /chats"), 3, "one list a look");
        assert_eq!(port.progress.borrow().in_flight, 0);
    }
}

#[test]
fn the_members_of_a_large_chat_are_read_once_a_look() {
    let ids: Vec<String> = (0..22).map(|number| format!("{number:08}-4792-4def-b2c9-c363a1bf41d5")).collect();
    let members: Vec<String> = ids.iter().map(|id| member(id, None)).collect();
    let group = format!("{{\"chatType\":\"group\",\"members\":[\"{}\"]}}", ids.join("\",\""));
    let with = |topic: &str| group.replacen('{', &format!("{{\"topic\":\"{topic}\","), 1);
    let list = [chat("large", NOW, Some("Two"), &members[..20]), chat("other", NOW, None, &members[..20])];
    let port = ScriptedPort::new(|line, _| match line {
        "POST /chats" => answer(201, r#"{"id":"made"}"#),
        "GET /chats/large/members" => page(&members, None),
        "GET /chats/other/members" => page(&members[1..], None),
        _ => page(&list, None),
    });
    let requests = [group.clone(), with("Two"), with("two"), group.replace("00000001", "99999999")];
    run(&port, &requests, &bulk(OnUnknown::Report, IfExists::Reuse, 20));
    assert_eq!(ends(&port), [of("made", false), of("large", true), of("made", false), of("made", false)]);
    assert_eq!(count(&port, "GET /chats/large/members"), 1);
    let looks = 2;
    assert_eq!(count(&port, "GET /chats/other/members"), looks, "for the first alone, then for the others");
}

#[test]
fn a_chat_that_another_outcome_has_is_not_given() {
    // An equal request was created; the lost one was not.
    let first = Cell::new(true);
    let port = ScriptedPort::new(|line, _| match line {
        "POST /chats" if first.replace(false) => answer(504, "{}"),
        "POST /chats" => answer(201, r#"{"id":"second"}"#),
        _ => page(&[chat("second", NOW, None, &both())], None),
    });
    run(&port, &[GROUP.to_owned(), GROUP.to_owned()], &bulk(OnUnknown::Look, IfExists::Create, 1));
    assert_eq!(ends(&port), [Err(Outcome::Unknown), of("second", false)]);
}

#[test]
fn no_chat_is_given_while_an_equal_request_is_under_way() {
    // The second is throttled first, and gets the chat that the list shows meanwhile.
    let posts = Cell::new(0);
    let port = ScriptedPort::new(|line, _| {
        if line != "POST /chats" {
            return page(&[chat("second", NOW, None, &both())], None);
        }
        posts.set(posts.get() + 1);
        match posts.get() {
            1 => answer(504, "{}"),
            2 => HttpResponse {
                headers: Headers::new([("Retry-After".to_owned(), "2".to_owned())]),
                ..answer(429, "{}")
            },
            _ => answer(201, r#"{"id":"second"}"#),
        }
    });
    run(&port, &[GROUP.to_owned(), GROUP.to_owned()], &bulk(OnUnknown::Look, IfExists::Create, 1));
    assert_eq!(ends(&port), [Err(Outcome::Unknown), of("second", false)]);
}

#[test]
fn others_go_on_while_a_group_is_looked_for() {
    let port = ScriptedPort::new(|line, request| {
        let body = request.body.clone().unwrap_or_default();
        match line {
            "POST /chats" if body.contains("Lost") => answer(504, "{}"),
            "POST /chats" => answer(201, r#"{"id":"made"}"#),
            _ => page(&[], None),
        }
    });
    let requests: Vec<String> =
        (0..30).map(|number| about(if number == 0 { "Lost" } else { "Other" })).collect();
    run(&port, &requests, &bulk(OnUnknown::Look, IfExists::Create, 1));
    let outcomes = port.chats.borrow();
    assert_eq!(outcomes.last().map(|outcome| outcome.index), Some(0), "its outcome is held back");
    let failure = outcomes.last().unwrap().result.as_ref().unwrap_err();
    assert_eq!((failure.status, failure.attempts), (Some(504), 1));
}

#[test]
fn a_look_that_is_refused_says_what_it_needs() {
    let port = ScriptedPort::new(|line, _| match line {
        "POST /chats" => answer(504, "{}"),
        _ => answer(403, r#"{"error":{"code":"Forbidden"}}"#),
    });
    run(&port, &[GROUP.to_owned()], &bulk(OnUnknown::Look, IfExists::Create, 20));
    let outcomes = port.chats.borrow();
    let failure = outcomes[0].result.as_ref().unwrap_err();
    assert_eq!((failure.outcome, failure.status), (Outcome::Unknown, Some(504)));
    assert!(failure.hint.as_ref().unwrap().contains("Chat.ReadBasic"));
}

#[test]
fn an_abort_ends_the_looks() {
    for (if_exists, outcome, attempts) in
        [(IfExists::Create, Outcome::Unknown, 1), (IfExists::Reuse, Outcome::NotCreated, 0)]
    {
        let port = ScriptedPort::new(|line, _| match (line, if_exists) {
            ("POST /chats", _) => answer(504, "{}"),
            (_, IfExists::Create) => page(&[], None),
            (_, IfExists::Reuse) => answer(429, "{}"),
        });
        port.aborts_at_ms.set(Some(BEGIN_MS + 2));
        let requests = [GROUP.to_owned(), GROUP.to_owned()];
        port.source.replace(requests.into());
        port.run(create_chats(&port, &options(), &bulk(OnUnknown::Look, if_exists, 20))).unwrap();
        for outcome_of in port.chats.borrow().iter() {
            let failure = outcome_of.result.as_ref().unwrap_err();
            if failure.kind == FailureKind::Aborted {
                assert_eq!((failure.outcome, failure.attempts), (outcome, attempts));
            }
        }
        assert_eq!(port.chats.borrow().len(), 2);
    }
}

#[test]
fn groups_that_are_there_are_reused_and_equal_ones_become_one() {
    let old = chat("old", "2020-01-01T00:00:00Z", None, &both());
    let made = Cell::new(0);
    let port = ScriptedPort::new(|line, _| {
        if line == "POST /chats" {
            made.set(made.get() + 1);
            return answer(201, &format!(r#"{{"id":"new-{}"}}"#, made.get()));
        }
        page(std::slice::from_ref(&old), None)
    });
    let again = about("Plan").replace(ALEX, &ALEX.to_uppercase());
    let one_on_one = GROUP.replace("group", "oneOnOne");
    let requests = [GROUP.to_owned(), about("Plan"), again, GROUP.to_owned(), one_on_one];
    run(&port, &requests, &bulk(OnUnknown::Report, IfExists::Reuse, 20));
    let ends = ends(&port);
    assert_eq!((&ends[0], &ends[3]), (&of("old", true), &of("old", true)));
    let (Ok((plan, false)), Ok((same, true))) = (&ends[1], &ends[2]) else { panic!("{ends:?}") };
    assert_eq!(plan, same);
    assert_eq!(count(&port, "POST /chats"), 2);
    assert_eq!(port.paths().iter().filter(|path| *path == CHAT_LIST).count(), 1, "the list is read once");
}

#[test]
fn an_equal_group_is_created_where_the_first_was_refused_and_not_where_nobody_knows() {
    for (status, posts, outcomes) in
        [(400, 2, [Outcome::NotCreated, Outcome::NotCreated]), (504, 1, [Outcome::Unknown, Outcome::Unknown])]
    {
        let port = ScriptedPort::new(|line, _| match line {
            "POST /chats" => answer(status, "{}"),
            _ => page(&[], None),
        });
        run(&port, &[GROUP.to_owned(), GROUP.to_owned()], &bulk(OnUnknown::Report, IfExists::Reuse, 20));
        assert_eq!(ends(&port), outcomes.map(Err));
        assert_eq!(count(&port, "POST /chats"), posts);
    }
}

#[test]
fn a_list_that_is_refused_fails_each_group_and_is_not_asked_for_again() {
    let port = ScriptedPort::new(|line, _| match line {
        "POST /chats" => answer(201, r#"{"id":"pair"}"#),
        _ => answer(403, r#"{"error":{"code":"Forbidden"}}"#),
    });
    let requests = [GROUP.to_owned(), GROUP.to_owned(), about("Plan"), GROUP.replace("group", "oneOnOne")];
    run(&port, &requests, &bulk(OnUnknown::Look, IfExists::Reuse, 1));
    let refused = Err(Outcome::NotCreated);
    assert_eq!(ends(&port), [refused.clone(), refused.clone(), refused, of("pair", false)]);
    assert_eq!(count(&port, "GET /chats"), 1);
}
