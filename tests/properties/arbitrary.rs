//! Requests, options and answers to try: some of nearly the right shape, some of any.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

/// Names that mean something somewhere, and some that nearly do.
const NAMES: [&str; 30] = [
    "chatType",
    "topic",
    "members",
    "installedApps",
    "user",
    "role",
    "roles",
    "tenantId",
    "visibleHistoryStartDateTime",
    "@odata.type",
    "odata.type",
    "user@odata.bind",
    "User",
    "id",
    "displayName",
    "email",
    "createdDateTime",
    "webUrl",
    "teamsApp",
    "teamsApp@odata.bind",
    "consentedPermissionSet",
    "resourceSpecificPermissions",
    "permissionValue",
    "permissionType",
    "@odata.context",
    "x@y",
    "a/b~c",
    "",
    "é",
    "\u{0}",
];

const TEXTS: [&str; 43] = [
    "oneOnOne",
    "group",
    "meeting",
    "Group",
    "owner",
    "guest",
    "member",
    "anna@contoso.com",
    "ANNA@contoso.com",
    "ben@contoso.com",
    " ben@contoso.com ",
    "o'brien@contoso.com",
    "carl_fabrikam.com#EXT#@contoso.com",
    "8b081ef6-4792-4def-b2c9-c363a1bf41d5",
    "8B081EF6-4792-4DEF-B2C9-C363A1BF41D5",
    "me",
    "..",
    "a;b@c",
    "“anna@contoso.com”",
    "Anna <anna@contoso.com>",
    "(anna)@contoso.com",
    "anna@contoso.com\u{200b}",
    "com.microsoft.teamspace.tab.vsts",
    "https://graph.microsoft.com/v1.0/appCatalogs/teamsApps('8b081ef6-4792-4def-b2c9-c363a1bf41d5')",
    "https://graph.microsoft.com/v1.0/users('%E2%80%9Cx%E2%80%9D')",
    "2026-11-24T11:11Z",
    "2016-12-31T23:59:60Z",
    "#microsoft.graph.aadUserConversationMember",
    "microsoft.graph.aadUserConversationMember",
    "#microsoft.graph.anonymousGuestConversationMember",
    "https://graph.microsoft.com/v1.0/users('8b081ef6-4792-4def-b2c9-c363a1bf41d5')",
    "https://graph.microsoft.com/beta/users/anna%40contoso.com",
    "https://graph.microsoft.us/v1.0/users('x')",
    "https://graph.microsoft.com/v1.0/users('o''brien%40x')?y",
    "/v1.0/users('x')",
    "https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/8b081ef6-4792-4def-b2c9-c363a1bf41d5",
    "2026-11-24T11:11:33.217Z",
    "2026-02-30T25:11:33Z",
    "delegated",
    "application",
    "topic: with a colon",
    "line\nfeed \"quoted\" \\ back",
    "",
];

/// Options on the first line, a request below.
pub fn request_inputs() -> impl Strategy<Value = Vec<u8>> {
    let request = prop_oneof![
        6 => chat().prop_map(|value| value.to_string()),
        2 => any_json().prop_map(|value| value.to_string()),
        2 => cut(),
        1 => any::<String>(),
    ];
    (options(), request).prop_map(|(options, request)| format!("{options}\n{request}").into_bytes())
}

/// A request that lacks its end, or has a letter changed.
fn cut() -> impl Strategy<Value = String> {
    (chat(), any::<usize>(), prop::option::of(any::<char>())).prop_map(|(value, at, letter)| {
        let text = value.to_string();
        let kept: String = text.chars().take(at % text.chars().count()).collect();
        match letter {
            None => kept,
            Some(letter) => {
                let rest: String = text.chars().skip(kept.chars().count() + 1).collect();
                format!("{kept}{letter}{rest}")
            }
        }
    })
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![9 => select(&TEXTS[..]).prop_map(str::to_owned), 1 => any::<String>()]
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((select(&NAMES[..]), inner), 0..4).prop_map(|entries| object(&entries)),
        ]
    })
}

fn object(entries: &[(&str, Value)]) -> Value {
    entries.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect::<Map<_, _>>().into()
}

/// A value, or now and then any other in its place.
fn mostly(right: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    prop_oneof![12 => right, 1 => any_json()]
}

fn member() -> impl Strategy<Value = Value> {
    let user = || text().prop_map(Value::from);
    let short = (mostly(user()), prop::option::of(select(vec!["owner", "guest", "member"]))).prop_map(
        |(user, role)| {
            role.map_or_else(|| json!({ "user": user }), |role| json!({ "user": user, "role": role }))
        },
    );
    let wire = (mostly(user()), mostly(Just(json!(["owner"])))).prop_map(|(bind, roles)| {
        json!({ "@odata.type": "#microsoft.graph.aadUserConversationMember", "roles": roles, "user@odata.bind": bind })
    });
    let more = vec((select(&NAMES[..]), any_json()), 0..2);
    let whole = (prop_oneof![short, wire], more).prop_map(|(mut member, more)| {
        if let Some(member) = member.as_object_mut() {
            member.extend(more.into_iter().map(|(name, value)| (name.to_owned(), value)));
        }
        member
    });
    prop_oneof![4 => user(), 6 => whole]
}

fn chat() -> impl Strategy<Value = Value> {
    let chat_type = mostly(select(vec!["group", "group", "oneOnOne"]).prop_map(Value::from));
    let members = mostly(vec(mostly(member()), 1..5).prop_map(Value::from));
    let topic = prop::option::weighted(0.3, mostly(text().prop_map(Value::from)));
    let apps = prop::option::weighted(0.2, any_json());
    let more = vec((select(&NAMES[..]), any_json()), 0..2);
    (chat_type, topic, members, apps, more).prop_map(|(chat_type, topic, members, apps, more)| {
        let mut chat = Map::new();
        chat.insert("chatType".to_owned(), chat_type);
        chat.extend(topic.map(|topic| ("topic".to_owned(), topic)));
        chat.insert("members".to_owned(), members);
        chat.extend(apps.map(|apps| ("installedApps".to_owned(), json!([apps]))));
        // Most bodies get nothing more, so that some can be built.
        chat.extend(more.into_iter().skip(1).map(|(name, value)| (name.to_owned(), value)));
        chat.into()
    })
}

fn options() -> impl Strategy<Value = String> {
    let cloud = select(vec!["global", "global", "china", "usGovernmentL4", "mars"]);
    let base = select(vec![
        "https://proxy.example/graph",
        "http://localhost:1",
        "http://proxy.example",
        "https://x/v1.0",
    ]);
    let sound = (cloud, select(vec!["v1.0", "beta"]), prop::option::of(text()), prop::option::of(base))
        .prop_map(|(cloud, version, caller, base)| {
            let mut options = json!({ "cloud": cloud, "apiVersion": version });
            if let Some(caller) = caller {
                options["caller"] = caller.into();
            }
            if let Some(base) = base {
                options["baseUrl"] = base.into();
            }
            options.to_string()
        });
    let odd =
        (select(vec!["cloud", "caller", "baseUrl", "timeoutMs", "maxAttempts", "batchSize"]), any_json())
            .prop_map(|(name, value)| json!({ name: value }).to_string());
    prop_oneof![6 => sound, 3 => odd, 1 => any::<String>().prop_map(|text| text.replace('\n', " "))]
}

/// A status, headers, an empty line, a body.
pub fn answer_inputs() -> impl Strategy<Value = Vec<u8>> {
    let names = vec!["Retry-After", "Date", "Location", "request-id", "WWW-Authenticate"];
    let values = vec![
        "10",
        "-1",
        "Tue, 24 Nov 2026 11:11:40 GMT",
        "/chats('19:x')/operations('1')",
        "https://evil.example/x",
        "token-of-the-fuzz-test",
        r#"Bearer error="insufficient_claims", claims="e30=""#,
    ];
    let header =
        (select(names), prop_oneof![3 => select(values).prop_map(str::to_owned), 1 => any::<String>()]);
    let status = prop_oneof![
        3 => select(vec![0_u16, 200, 201, 202, 204, 302, 400, 401, 403, 404, 429, 500, 503, 504]),
        1 => any::<u16>(),
    ];
    let body = prop_oneof![
        3 => any_json().prop_map(|value| value.to_string()),
        1 => Just(r#"{"id":"19:x","chatType":"group"}"#.to_owned()),
        1 => Just(r#"{"id":"1","status":"succeeded"}"#.to_owned()),
        2 => (text(), any_json()).prop_map(|(code, inner)| {
            json!({ "error": { "code": code, "message": "token-of-the-fuzz-test", "innerError": inner } }).to_string()
        }),
        2 => vec((any::<u8>(), any::<u16>(), any_json()), 0..4).prop_map(|answers| {
            let answers = answers.into_iter().map(|(id, status, body)| {
                json!({ "id": (id % 3).to_string(), "status": status % 600, "headers": { "Retry-After": "1" }, "body": body })
            });
            json!({ "responses": answers.collect::<Vec<_>>() }).to_string()
        }),
        1 => any::<String>(),
    ];
    (status, vec(header, 0..4), body).prop_map(|(status, headers, body)| {
        let mut lines = vec![status.to_string()];
        lines.extend(headers.iter().map(|(name, value)| format!("{name}: {value}")));
        format!("{}\n\n{body}", lines.join("\n")).into_bytes()
    })
}
