//! Inputs of a size at which anything but a linear reading would not come to an end.

use msgraph_chats::{GraphOptions, Headers, HttpResponse, IssueCode, build_chat, validate_chat};

use crate::{answers, requests};

const MANY: usize = 100_000;

fn repeated(times: usize, text: impl Fn(usize) -> String) -> String {
    (0..times).map(text).collect::<Vec<_>>().join(",")
}

#[test]
fn many_members() {
    let members = repeated(MANY, |index| format!(r#""user{index}@contoso.com""#));
    let request = format!(r#"{{"chatType":"group","members":[{members}]}}"#);
    let options = GraphOptions::default();
    let codes: Vec<_> = validate_chat(&request, &options).iter().map(|issue| issue.code).collect();
    assert_eq!(codes, [IssueCode::GroupTooLarge]);
    let body = build_chat(&request, &options).unwrap();
    assert_eq!(build_chat(&body, &options), Ok(body));
}

#[test]
fn many_duplicates() {
    let members = repeated(MANY, |_| r#"{"user":"a@contoso.com"}"#.to_owned());
    let request = format!(r#"{{"chatType":"group","members":[{members}]}}"#);
    assert_eq!(validate_chat(&request, &GraphOptions::default()).len(), MANY);
}

#[test]
fn many_properties() {
    let names = repeated(MANY, |index| format!(r#""p{index}":{index}"#));
    let member = format!(r#"{{"user":"a@contoso.com",{names}}}"#);
    let request = format!(r#"{{"chatType":"group","members":[{member},"b@contoso.com"],{names}}}"#);
    assert_eq!(validate_chat(&request, &GraphOptions::default()).len(), 2 * MANY);
    let annotations = repeated(MANY, |index| format!(r#""p@{index}":{index}"#));
    let request =
        format!(r#"{{"chatType":"group","members":["a@contoso.com","b@contoso.com"],{annotations}}}"#);
    assert!(build_chat(&request, &GraphOptions::default()).unwrap().ends_with(&format!("{annotations}}}")));
}

#[test]
fn the_same_property_many_times() {
    let topics = repeated(MANY, |index| format!(r#""topic":{index}"#));
    let request = format!(
        r#"{{{topics},"topic":"last","chatType":"group","members":["a@contoso.com","b@contoso.com"]}}"#
    );
    requests::check(format!("{{}}\n{request}").as_bytes());
}

#[test]
fn long_texts() {
    let long = MANY / 4;
    for text in ["'", "\\\\", "\\u0027", "%23", "é", "a", ":", "@", "\\ud83d\\ude00", "#EXT#"] {
        let text = text.repeat(long);
        for request in [
            format!(r#"{{"chatType":"group","topic":"{text}","members":["a@contoso.com","b@contoso.com"]}}"#),
            format!(r#"{{"chatType":"group","members":["{text}@contoso.com",{{"user":"{text}"}}]}}"#),
            format!(
                r#"{{"chatType":"group","members":[{{"roles":["owner"],"user@odata.bind":"https://graph.microsoft.com/v1.0/users('{text}')"}}]}}"#
            ),
            format!(r#"{{"chatType":"{text}","members":[],"{text}":"{text}"}}"#),
            text.clone(),
        ] {
            let issues = validate_chat(&request, &GraphOptions::default());
            assert!(issues.len() < 20, "{}", issues.len());
        }
    }
}

#[test]
fn deep_texts() {
    for (open, close) in
        [("[", "]"), (r#"{"members":["#, "]}"), (r#"{"a":"#, "}"), (r#"{"error":{"innerError":"#, "}}")]
    {
        for depth in [30, 63, 64, 65, 70, MANY / 10] {
            let text = format!("{}0{}", open.repeat(depth), close.repeat(depth));
            assert!(!validate_chat(&text, &GraphOptions::default()).is_empty());
            let open_only = open.repeat(depth);
            assert_eq!(validate_chat(&open_only, &GraphOptions::default()).len(), 1);
            answers::check(format!("500\n\n{text}").as_bytes());
        }
    }
}

#[test]
fn an_error_of_ten_megabytes() {
    let long = "token-of-the-fuzz-test \\n\\\\ ".repeat(10_000_000 / 28);
    let error = format!(r#"{{"error":{{"code":"Forbidden","message":"{long}"}}}}"#);
    answers::check_group(&HttpResponse { status: 403, headers: Headers::default(), body: error });
    let page = format!("<html>{long}");
    answers::check_group(&HttpResponse { status: 502, headers: Headers::default(), body: page });
}
