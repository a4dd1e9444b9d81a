//! Finding the chats of a request.

use msgraph_chats::{ClientOptions, Failure, FailureKind, FindOptions, FoundChat, find_chats};

use crate::port::ScriptedPort;
use crate::{CHAT_LIST, GROUP, both, chat, member, page};

const CREATED: &str = "2026-11-30T12:00:00Z";

fn search(port: &ScriptedPort<'_>, find: &FindOptions, request: &str) -> Result<(), Box<Failure>> {
    port.run(find_chats(port, &ClientOptions::default(), find, request))
}

/// The ids of what is found in a list, each with whether it is exact.
fn found(request: &str, find: &FindOptions, chats: &[String], members: &[String]) -> Vec<(String, bool)> {
    let port = ScriptedPort::new(|line, _| match line.split_once("/members") {
        Some((_, "")) => page(members, None),
        _ => page(chats, None),
    });
    search(&port, find, request).unwrap();
    let id = |found: &FoundChat| {
        let chat: serde_json::Value = serde_json::from_str(&found.chat).unwrap();
        (chat["id"].as_str().unwrap().to_owned(), found.is_exact)
    };
    port.found.borrow().iter().map(id).collect()
}

#[test]
fn members_topic_and_age_are_matched() {
    let other = member("11111111-4792-4def-b2c9-c363a1bf41d5", None);
    let chats = [
        chat("exact", CREATED, None, &both()),
        chat("with a topic", CREATED, Some("Plan"), &both()),
        chat("one more", CREATED, None, &[both(), vec![other.clone()]].concat()),
        chat("one less", CREATED, None, &both()[..1]),
        chat("another", CREATED, None, &[both()[0].clone(), other]),
        chat("old", "2026-11-30T11:59:59.999Z", None, &both()),
    ];
    let with_topic = |topic: &str| GROUP.replace("\"members\"", &format!("\"topic\":{topic},\"members\""));
    let recent = FindOptions { created_after_ms: Some(1_796_040_000_000), ..FindOptions::default() };
    for (request, find, expected) in [
        (GROUP.to_owned(), FindOptions::default(), vec!["exact", "with a topic", "old"]),
        (with_topic("null"), FindOptions::default(), vec!["exact", "old"]),
        (with_topic("\"Plan\""), FindOptions::default(), vec!["with a topic"]),
        (GROUP.to_owned(), recent, vec!["exact", "with a topic"]),
    ] {
        let ids: Vec<String> = found(&request, &find, &chats, &[]).into_iter().map(|(id, _)| id).collect();
        assert_eq!(ids, expected, "{request}");
    }
    let guest = GROUP.replace("82af01c5-f7cc-4a2e-a728-3a5df21afd9d", "alex_fabrikam.com#EXT#@contoso.com");
    let one_unknown = found(&guest, &FindOptions::default(), &chats[..1], &[]);
    assert_eq!(one_unknown, [("exact".to_owned(), false)]);
}

/// So many members, by number.
fn many(count: usize) -> Vec<String> {
    (0..count).map(|number| member(&format!("{number:08}-4792-4def-b2c9-c363a1bf41d5"), None)).collect()
}

fn request_for(count: usize) -> String {
    let users: Vec<String> =
        (0..count).map(|number| format!("\"{number:08}-4792-4def-b2c9-c363a1bf41d5\"")).collect();
    format!(r#"{{"chatType":"group","members":[{}]}}"#, users.join(","))
}

#[test]
fn a_list_that_may_be_cut_is_not_believed() {
    let none = FindOptions::default();
    let cut = [chat("large", CREATED, None, &many(25))];
    assert_eq!(found(&request_for(40), &none, &cut, &many(40)), [("large".to_owned(), true)]);
    assert_eq!(found(&request_for(40), &none, &cut, &many(41)), []);
    // What looks right may be a part of something larger.
    assert_eq!(found(&request_for(25), &none, &cut, &many(26)), []);
    assert_eq!(found(&request_for(20), &none, &[chat("x", CREATED, None, &many(20))], &many(21)), []);

    let port = ScriptedPort::new(|line, _| {
        assert_eq!(line, CHAT_LIST, "one that is too large is not read");
        page(&cut, None)
    });
    search(&port, &none, &request_for(24)).unwrap();
    assert!(port.found.borrow().is_empty());
}

#[test]
fn nothing_is_read_before_somebody_waits_for_it() {
    let link = "https://graph.microsoft.com/v1.0/chats?$skiptoken=x";
    for (wants, sent) in [(0, 0), (1, 1), (2, 2)] {
        let port = ScriptedPort::new(|line, _| {
            let next = line.contains("$expand").then_some(link);
            let id = if next.is_some() { "exact" } else { "exact, too" };
            page(&[chat(id, CREATED, None, &both())], next)
        });
        port.wants.set(wants);
        port.aborts_at_ms.set(Some(crate::port::BEGIN_MS + 5_000));
        let failure = search(&port, &FindOptions::default(), GROUP).unwrap_err();
        assert_eq!(failure.kind, FailureKind::Aborted);
        assert_eq!((port.found.borrow().len(), port.paths().len()), (wants, sent));
    }
}

#[test]
fn a_chat_that_a_later_page_repeats_is_given_once() {
    let link = "https://graph.microsoft.com/v1.0/chats?$skiptoken=x";
    let [one, two] = ["one", "two"].map(|id| chat(id, CREATED, None, &both()));
    let port = ScriptedPort::new(|line, _| {
        if line.contains("$expand") {
            page(std::slice::from_ref(&one), Some(link))
        } else {
            page(&[one.clone(), two.clone()], None)
        }
    });
    search(&port, &FindOptions::default(), GROUP).unwrap();
    let found = port.found.borrow();
    let ids = ["\"one\"", "\"two\""];
    assert!(found.len() == 2 && found.iter().zip(ids).all(|(found, id)| found.chat.contains(id)));
}

#[test]
fn whose_chats_they_are_can_be_said() {
    let port = ScriptedPort::new(|_, _| page(&[], None));
    let find = FindOptions::from_json(r#"{ "user": " o'b#EXT#@contoso.com " }"#).unwrap();
    search(&port, &find, GROUP).unwrap();
    assert_eq!(port.paths(), ["GET /users/o'b%23EXT%23@contoso.com/chats?$expand=members&$top=50"]);
    for wrong in [r#"{"user":"me"}"#, r#"{"user":""}"#, r#"{"user":7}"#, r#"{"createdAfter":"today"}"#] {
        assert!(FindOptions::from_json(wrong).is_err(), "{wrong}");
    }
}
