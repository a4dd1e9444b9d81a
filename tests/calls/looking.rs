//! Looking for a group: when nobody knows whether it was created, and before it is.

use msgraph_chats::{CreatedChat, Failure, FailureKind, HttpResponse, Outcome, create_chat};

use crate::port::{BEGIN_MS, ScriptedPort, Seen, answer};
use crate::{CHAT_LIST, GROUP, both, chat, looking, options, page};

const FILTERED: &str =
    "GET /chats?$expand=members&$top=50&$filter=lastUpdatedDateTime%20ge%202026-11-30T12:59:00Z";
const CREATION: &str = "POST /chats";

type Created = Result<CreatedChat, Box<Failure>>;

/// What became of a group whose creation is not answered, over lists of chats as they come one after the other; what was sent, and
/// how many attempts were told of.
fn look(lists: &[HttpResponse]) -> (Created, Vec<Seen>, u32) {
    let mut lists = lists.iter();
    let port = ScriptedPort::new(|line, _| match line {
        CREATION => answer(504, ""),
        _ => lists.next().expect("no more is asked").clone(),
    });
    let created = port.run(create_chat(&port, &options(), &looking(), GROUP));
    (created, port.seen(), port.attempts.get())
}

fn ids(created: &CreatedChat) -> (String, bool, Vec<String>, u32) {
    let CreatedChat::Created { chat, found, duplicates, attempts, .. } = created else {
        panic!("{created:?}")
    };
    let chat: serde_json::Value = serde_json::from_str(chat).unwrap();
    (chat["id"].as_str().unwrap().to_owned(), *found, duplicates.clone(), *attempts)
}

fn nothing() -> HttpResponse {
    page(&[], None)
}

#[test]
fn the_group_is_found_and_never_created_again() {
    let new = chat("new", "2026-11-30T13:00:01Z", None, &both());
    let before = chat("before", "2026-11-30T12:58:59Z", None, &both());
    let topic = chat("topic", "2026-11-30T13:00:01Z", Some("Plan"), &both());
    let (created, seen, attempts) = look(&[nothing(), page(&[before, topic, new], None)]);
    assert_eq!(ids(&created.unwrap()), ("new".to_owned(), true, vec![], 1));
    assert_eq!(seen, [(0, CREATION.to_owned()), (1, FILTERED.to_owned()), (4, FILTERED.to_owned())]);
    assert_eq!(attempts, 1, "of the looks nobody is told");
}

#[test]
fn the_newest_of_several_is_given_and_the_others_are_named() {
    let one = chat("one", "2026-11-30T12:59:30Z", None, &both());
    let two = chat("two", "2026-11-30T13:00:02.5Z", None, &both());
    let list = page(&[one.clone(), two, one], None);
    assert_eq!(ids(&look(&[list]).0.unwrap()), ("two".to_owned(), true, vec!["one".to_owned()], 1));
}

#[test]
fn what_is_not_found_stays_unknown() {
    let (created, seen, _) = look(&[nothing(), nothing(), nothing()]);
    let failure = created.unwrap_err();
    assert_eq!((failure.outcome, failure.status, failure.attempts), (Outcome::Unknown, Some(504), 1));
    assert_eq!(seen.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [0, 1, 4, 10]);
}

#[test]
fn without_the_filter_where_graph_does_not_take_it() {
    let refused = answer(400, r#"{"error":{"code":"BadRequest","message":"filter"}}"#);
    let (created, seen, _) = look(&[refused, nothing(), nothing(), nothing()]);
    assert!(created.is_err());
    let paths: Vec<&str> = seen.iter().map(|(_, path)| path.as_str()).collect();
    assert_eq!(paths, [CREATION, FILTERED, CHAT_LIST, CHAT_LIST, CHAT_LIST]);
}

#[test]
fn an_abort_ends_it_at_once() {
    let port = ScriptedPort::new(|line, _| if line == CREATION { answer(0, "") } else { nothing() });
    port.aborts_at_ms.set(Some(BEGIN_MS + 2_000));
    let failure = port.run(create_chat(&port, &options(), &looking(), GROUP)).unwrap_err();
    assert_eq!(
        (failure.kind, failure.outcome, failure.attempts),
        (FailureKind::Aborted, Outcome::Unknown, 1)
    );
    assert_eq!(port.seen().len(), 2);
}

#[test]
fn what_is_certain_or_one_on_one_is_not_looked_for() {
    let one_on_one = GROUP.replace("group", "oneOnOne");
    for (status, request) in [(403, GROUP), (504, &*one_on_one), (201, GROUP)] {
        let port = ScriptedPort::new(|line, _| {
            assert_eq!(line, CREATION);
            answer(status, r#"{"id":"19:x"}"#)
        });
        let created = port.run(create_chat(&port, &options(), &looking(), request));
        assert_eq!(created.is_ok(), status == 201);
    }
}
