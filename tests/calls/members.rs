//! Listing the members of a chat, and who of a request is missing.

use msgraph_chats::{CallOptions, ClientOptions, Failure, FailureKind, HttpResponse, Outcome};
use msgraph_chats::{add_members, list_members, missing_members, send_message};

use crate::port::{ScriptedPort, answer};
use crate::{ADELE, GROUP, both, member, page};

const CHAT: &str = "19:é@thread.v2";
const LIST: &str = "GET /chats/19:%C3%A9@thread.v2/members";
const LINK: &str = "https://graph.microsoft.com/v1.0/chats/19:%C3%A9@thread.v2/members?$skiptoken=";

fn listed(pages: &[HttpResponse]) -> (Result<String, Box<Failure>>, Vec<String>) {
    let mut pages = pages.iter();
    let port = ScriptedPort::new(|_, _| pages.next().expect("no more is asked").clone());
    let list = port.run(list_members(&port, &ClientOptions::default(), &CallOptions::default(), CHAT));
    (list, port.paths())
}

#[test]
fn all_pages_are_read_empty_ones_too() {
    let [adele, alex] = &both()[..] else { panic!("two") };
    let (list, paths) = listed(&[
        page(std::slice::from_ref(adele), Some(&format!("{LINK}1"))),
        page(&[], Some(&format!("{LINK}2"))),
        page(std::slice::from_ref(alex), None),
    ]);
    assert_eq!(list, Ok(format!(r#"{{"value":[{adele},{alex}]}}"#)));
    assert_eq!(paths, [LIST.to_owned(), format!("{LIST}?$skiptoken=1"), format!("{LIST}?$skiptoken=2")]);
}

#[test]
fn half_a_list_is_never_given() {
    let first = |link: &str| page(&both(), Some(link));
    let cases = [
        (vec![first("https://evil.example/v1.0/chats")], "origin"),
        (vec![first("//evil.example/v1.0/chats")], "origin"),
        (vec![first(&LINK.replace("?$skiptoken=", ""))], "followed already"),
        (vec![first(&format!("{LINK}1")), first(&format!("{LINK}1"))], "followed already"),
        (vec![answer(200, r#"{"value":[],"@odata.nextLink":7}"#)], "origin"),
        (vec![answer(200, "{}")], "no list"),
        (vec![answer(200, "<html>")], "no list"),
        (vec![first(&format!("{LINK}1")), answer(200, r#"{"value":{}}"#)], "no list"),
    ];
    for (pages, words) in cases {
        let (list, paths) = listed(&pages);
        let failure = list.unwrap_err();
        assert_eq!((failure.kind, failure.outcome), (FailureKind::Protocol, Outcome::NotCreated));
        assert!(failure.message.contains(words), "{words}: {}", failure.message);
        assert_eq!(paths.len(), pages.len());
    }
}

#[test]
fn a_read_is_repeated() {
    let busy = answer(502, "");
    let (list, paths) = listed(&[busy, page(&both(), None)]);
    assert!(list.is_ok());
    assert_eq!(paths, [LIST, LIST]);
}

/// With the ids that are none: which these are is tried through the package.
#[test]
fn what_is_wrong_is_not_sent() {
    let (options, call) = (ClientOptions::default(), CallOptions::default());
    let port = ScriptedPort::new(|_, _| panic!("nothing is sent"));
    for failure in [
        port.run(list_members(&port, &options, &call, "19:a/b")).unwrap_err(),
        port.run(missing_members(&port, &options, &call, "19:a/b", GROUP)).unwrap_err(),
        port.run(add_members(&port, &options, &call, "19:a/b", "[]")).unwrap_err(),
        port.run(add_members(&port, &options, &call, CHAT, "{}")).unwrap_err(),
        port.run(send_message(&port, &options, &call, "19:a/b", "\"Hello\"")).unwrap_err(),
    ] {
        assert_eq!(failure.kind, FailureKind::Usage);
    }
    let failure = port.run(missing_members(&port, &options, &call, CHAT, "{}")).unwrap_err();
    assert_eq!(failure.kind, FailureKind::Validation);
    assert!(failure.issues.len() > 1);
}

#[test]
fn who_is_missing_unexpected_and_uncertain() {
    let request = format!(
        r#"{{"chatType":"group","members":["{ADELE}","kim@contoso.com",{{"user":"ALEX@contoso.com"}},"{}"]}}"#,
        ADELE.replace('8', "9")
    );
    let stranger = member("11111111-4792-4def-b2c9-c363a1bf41d5", None);
    for (list, missing, unexpected, uncertain) in [
        (both(), vec![1, 3], vec![], vec![]),
        ([both(), vec![stranger]].concat(), vec![3], vec![2], vec![1]),
        (vec![], vec![0, 1, 2, 3], vec![], vec![]),
    ] {
        let port = ScriptedPort::new(|_, _| page(&list, None));
        let (options, call) = (ClientOptions::default(), CallOptions::default());
        let found = port.run(missing_members(&port, &options, &call, CHAT, &request)).unwrap();
        assert_eq!((found.missing, found.unexpected, found.uncertain), (missing, unexpected, uncertain));
        assert_eq!(found.members, format!(r#"{{"value":[{}]}}"#, list.join(",")));
    }
}
