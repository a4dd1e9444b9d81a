//! Whatever the reader takes, the rules take, and both build the same.

use std::borrow::Cow;

use super::build;
use crate::body::chats::{ChatBody, build_by_rules};
use crate::graph::GraphOptions;

const WIRE: &str = r##"{"chatType":"group","topic":"Ünï ☕","members":[{"@odata.type":"#microsoft.graph.aadUserConversationMember","roles":["owner"],"user@odata.bind":"https://graph.microsoft.com/v1.0/users('8b081ef6-4792-4def-b2c9-c363a1bf41d5')"},{"@odata.type":"#microsoft.graph.aadUserConversationMember","roles":["guest"],"user@odata.bind":"https://graph.microsoft.com/v1.0/users('Jacob_x@contoso.com')"}]}"##;
const SHORT: &str = r#"{"chatType":"oneOnOne","topic":null,"members":["8b081ef6-4792-4def-b2c9-c363a1bf41d5",{"user":"o'b_gmail.com#EXT#@contoso.com","role":"guest"}]}"#;
const MIXED: &str = r##"{"chatType":"group","members":[{"user":"a@b.co"},{"user":"b@b.co","role":"owner"},{"@odata.type":"#microsoft.graph.aadUserConversationMember","roles":["owner"],"user@odata.bind":"https://graph.microsoft.com/v1.0/users('c@b.co')"}]}"##;

fn by_the_rules(request: &str, options: &GraphOptions) -> Option<ChatBody<'static>> {
    build_by_rules(request, options).ok()
}

fn options(json: &str) -> GraphOptions {
    let (options, problem) = GraphOptions::from_json(json);
    problem.unwrap();
    options
}

/// Whether the fast path takes it; where it does, the rules must say the same.
fn is_taken(request: &str, options: &GraphOptions) -> bool {
    let body = build(request, options);
    if let Some(body) = &body {
        assert_eq!(Some(body), by_the_rules(request, options).as_ref(), "{request}");
    }
    body.is_some()
}

#[test]
fn what_is_written_as_in_the_examples_is_taken() {
    let options = GraphOptions::default();
    for request in [WIRE, SHORT, MIXED] {
        assert!(is_taken(request, &options), "{request}");
    }
    assert!(matches!(build(WIRE, &options), Some(ChatBody { text: Cow::Borrowed(WIRE), .. })));
    assert!(is_taken(
        &WIRE.replace("graph.microsoft.com/v1.0", "microsoftgraph.chinacloudapi.cn/beta"),
        &self::options(r#"{ "cloud": "china", "apiVersion": "beta" }"#)
    ));
}

#[test]
fn what_the_rules_must_see_is_not_taken() {
    let options = GraphOptions::default();
    let many = |count: usize| {
        let members: Vec<_> = (0..count).map(|number| format!("\"{number}@contoso.com\"")).collect();
        format!("{{\"chatType\":\"group\",\"members\":[{}]}}", members.join(","))
    };
    for request in [
        many(0),
        SHORT.replace("null", "\"x\""),
        SHORT.replace("oneOnOne", "meeting"),
        MIXED.replace("group", "oneOnOne"),
        MIXED.replace("b@b", "A@b"),
        MIXED.replace("c@b", "B@b"),
        MIXED.replace("a@b.co", "me"),
        MIXED.replace("a@b.co", ".."),
        MIXED.replace("a@b.co", " a@b.co"),
        MIXED.replace("a@b.co", "Jürgen@b.co"),
        MIXED.replace("a@b.co", "“a@b.co”"),
        MIXED.replace("a@b.co", "<a@b.co>"),
        MIXED.replace("a@b.co", "(a@b.co)"),
        MIXED.replace("c@b", "[c]@b"),
        MIXED.replace("a@b.co", &"a".repeat(1_025)),
        MIXED.replace("c@b", "c#d@b"),
        MIXED.replace("c@b", "c''d@b"),
        MIXED.replace("v1.0", "beta"),
        MIXED.replace("graph.microsoft.com", "graph.microsoft.us"),
        WIRE.replace("[\"owner\"]", "[\"owner\",\"guest\"]"),
        WIRE.replace("]}", "],\"installedApps\":[]}"),
        WIRE.replace("☕", "\\u2615"),
        WIRE.replace(",\"members\"", ", \"members\""),
    ] {
        assert!(!is_taken(&request, &options), "{request}");
    }
    assert!(is_taken(&many(1_000), &options));
}

#[test]
fn the_caller_must_be_a_member() {
    let caller = |id: &str| options(&format!("{{\"caller\":\"{id}\"}}"));
    for (id, expected) in [("jacob_X@contoso.com", true), ("adele@contoso.com", false)] {
        assert_eq!(is_taken(WIRE, &caller(id)), expected, "{id}");
    }
    assert!(!is_taken(&MIXED.replace("c@b", "d@b"), &caller("c@b.co")));
    assert!(!is_taken(&MIXED.replace("a@b.co", "me"), &caller("a@b.co")));
}

#[test]
fn no_change_of_a_byte_makes_it_wrong() {
    let options = GraphOptions::default();
    let mut taken = 0;
    for request in [WIRE, SHORT, MIXED] {
        for (at, old) in request.char_indices() {
            let (before, rest) = request.split_at(at);
            let (_, after) = rest.split_at(old.len_utf8());
            let letters = "\"\\'/%#, }]@.Ab0é\u{1f}".chars().map(String::from);
            for new in letters.chain([String::new(), "\u{fffd}!".to_owned()]) {
                taken += usize::from(is_taken(&format!("{before}{new}{after}"), &options));
                taken += usize::from(is_taken(&format!("{before}{new}{rest}"), &options));
            }
            is_taken(&format!("{before}{rest}{rest}"), &options);
            is_taken(before, &options);
        }
    }
    assert!(taken > 2_000, "{taken} of them were taken");
}
