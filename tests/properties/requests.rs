//! What holds for every request and every options text, however odd.
//!
//! An input is options on the first line and a request below. `cargo test` and the fuzz target share this file.

use msgraph_chats::{
    BaseUrl, BulkOptions, CallOptions, ClientOptions, GraphOptions, IssueCode, Severity, ValidationIssue,
    WaitOptions, build_chat, validate_chat,
};
use serde::de::IgnoredAny;
use serde_json::Value;

/// Checks an input; panics where something does not hold.
pub fn check(input: &[u8]) {
    let input = String::from_utf8_lossy(input);
    let (options_text, request) = input.split_once('\n').unwrap_or(("{}", &input));
    let options = options_of(options_text);
    check_base_url(options_text);
    check_base_url(request);
    check_request(request, &options);
}

fn options_of(text: &str) -> GraphOptions {
    let (options, problem) = GraphOptions::from_json(text);
    let client = ClientOptions::from_json(text);
    // An odd option of Graph's is one of the client's too, and what is taken is taken the same way.
    assert!(problem.is_ok() || client.is_err());
    if let Ok(client) = client {
        assert_eq!(client.graph, options);
        assert!(client.max_attempts >= 1 && client.timeout_ms >= 1);
        assert!(client.timeout_ms < 1 << 31 && client.max_retry_after_ms < 1 << 31);
    }
    if let Ok(call) = CallOptions::from_json(text) {
        assert!(call.timeout_ms.is_none_or(|timeout_ms| (1..1 << 31).contains(&timeout_ms)));
        let header = |id: &String| id.bytes().all(|byte| byte.is_ascii_graphic());
        assert!(call.client_request_id.as_ref().is_none_or(header));
    }
    if let Ok(wait) = WaitOptions::from_json(text) {
        assert!((1..1 << 31).contains(&wait.timeout_ms) && (1..1 << 31).contains(&wait.poll_interval_ms));
    }
    if let Ok(bulk) = BulkOptions::from_json(text) {
        assert!((1..=20).contains(&bulk.batch_size) && bulk.concurrency >= 1);
    }
    options
}

/// A root that is taken can be trusted with a token, and reads the same again.
fn check_base_url(text: &str) {
    let Ok(url) = BaseUrl::parse(text) else { return };
    let root = url.as_str();
    assert_eq!(BaseUrl::parse(root).as_ref(), Ok(&url));
    let (scheme, rest) = root.split_once("://").unwrap();
    let authority = rest.split('/').next().unwrap();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    let loopback = matches!(host, "localhost" | "[::1]") || authority == "[::1]" || host.starts_with("127.");
    assert!(scheme == "https" || (scheme == "http" && loopback), "{root}");
    assert!(root.bytes().all(|byte| byte.is_ascii_graphic() && !b"?#\\".contains(&byte)), "{root}");
    assert!(!authority.contains('@') && !root.ends_with('/'), "{root}");
}

fn check_request(request: &str, options: &GraphOptions) {
    let issues = validate_chat(request, options);
    let sound = issues.iter().all(|issue| issue.severity == Severity::Warning);
    let value = serde_json::from_str::<Value>(request).ok();
    for issue in &issues {
        check_issue(issue, value.as_ref());
    }
    match build_chat(request, options) {
        Err(reported) => {
            assert!(!sound, "no error is reported, but nothing is built");
            assert_eq!(reported, issues);
        }
        Ok(body) => {
            assert!(sound, "an error is reported, but a body is built: {body}");
            check_body(&body, options, value.as_ref());
        }
    }
    let Some(value) = value else { return };
    check_json_is_read(&value, &issues);
    // How a request is written makes no difference. It is written anew both times, since a text may repeat a key.
    let (short, long) = (value.to_string(), serde_json::to_string_pretty(&value).unwrap());
    assert_eq!(validate_chat(&short, options), validate_chat(&long, options));
    assert_eq!(build_chat(&short, options), build_chat(&long, options));
}

fn check_issue(issue: &ValidationIssue, value: Option<&Value>) {
    assert!(!issue.message.is_empty() && issue.path.is_empty() | issue.path.starts_with('/'), "{issue:?}");
    assert_eq!(issue.severity, issue.code.severity());
    // An issue is about something that is there, or that is missing in something that is there.
    let (Some(value), Some((parent, _))) = (value, issue.path.rsplit_once('/')) else { return };
    assert!(value.pointer(parent).is_some(), "{issue:?} of {value}");
}

/// A body is JSON in Graph's own form, so that it comes out of another building as it is.
fn check_body(body: &str, options: &GraphOptions, request: Option<&Value>) {
    assert!(serde_json::from_str::<IgnoredAny>(body).is_ok(), "{body}");
    assert_eq!(build_chat(body, options).as_deref(), Ok(body));
    assert!(!body.contains(|letter: char| letter.is_control() && u32::from(letter) < 0x20), "{body}");
    let Ok(built) = serde_json::from_str::<Value>(body) else { return };
    let members = built["members"].as_array().unwrap();
    assert!(built["chatType"] == "group" || (built["chatType"] == "oneOnOne" && members.len() == 2));
    let host = format!("https://{}", options.cloud.host());
    for member in members {
        assert_eq!(member["@odata.type"], "#microsoft.graph.aadUserConversationMember");
        assert_eq!(member["roles"].as_array().unwrap().len(), 1);
        let bind = member["user@odata.bind"].as_str().unwrap();
        let there = bind.split_at_checked(host.len()).is_some_and(|(start, rest)| {
            start.eq_ignore_ascii_case(&host) && (rest.starts_with('/') || rest.starts_with(":443/"))
        });
        // With a base URL its own host may be written in binds too.
        assert!(there || options.base_url.is_some(), "{bind}");
    }
    if let Some(request) = request {
        assert_eq!(request["members"].as_array().map(Vec::len), Some(members.len()));
    }
}

/// What is an object to another reader is not called unreadable here, unless it is far too deep.
fn check_json_is_read(value: &Value, issues: &[ValidationIssue]) {
    let unreadable = issues.iter().any(|issue| issue.code == IssueCode::RequestNotObject);
    assert_eq!(unreadable, !value.is_object() || depth(value) > 64, "{value}");
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(values) => values.iter().map(|value| depth(value) + 1).max().unwrap_or(0),
        Value::Object(values) => values.values().map(|value| depth(value) + 1).max().unwrap_or(0),
        _ => 0,
    }
}
