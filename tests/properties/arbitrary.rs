//! Requests, options and answers to try: the cases of tests/fixtures, crossed with each other, and some of any shape.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

/// What stands in the requests of the fixtures.
#[derive(Default)]
struct Seen {
    requests: Vec<Value>,
    /// The values under each key; those of a list are under the key of the list.
    by_name: BTreeMap<String, Vec<Value>>,
    texts: BTreeSet<String>,
}

static SEEN: LazyLock<Seen> = LazyLock::new(|| {
    let mut seen = Seen::default();
    for folder in ["rules", "building"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
        let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        {
            let file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
            for case in file["cases"].as_array().unwrap() {
                let request = &case["request"];
                if request.to_string().len() < 2_000 {
                    seen.add("", request);
                    seen.requests.push(request.clone());
                }
            }
        }
    }
    seen
});

impl Seen {
    fn add(&mut self, name: &str, value: &Value) {
        self.by_name.entry(name.to_owned()).or_default().push(value.clone());
        match value {
            Value::String(text) => drop(self.texts.insert(text.clone())),
            Value::Array(values) => values.iter().for_each(|value| self.add(name, value)),
            Value::Object(members) => members.iter().for_each(|(name, value)| self.add(name, value)),
            _ => {}
        }
    }
}

/// Puts a value into the place that is the `at`th, by its name.
fn replace(value: &mut Value, name: &str, at: &mut usize, put: &mut dyn FnMut(&str) -> Value) {
    if *at == 0 {
        *value = put(name);
    }
    *at = at.wrapping_sub(1);
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| replace(value, name, at, put)),
        Value::Object(members) => members.iter_mut().for_each(|(name, value)| replace(value, name, at, put)),
        _ => {}
    }
}

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
    let seen: Vec<_> = SEEN.texts.iter().cloned().collect();
    prop_oneof![9 => select(seen), 1 => any::<String>()]
}

fn name() -> impl Strategy<Value = String> {
    select(SEEN.by_name.keys().cloned().collect::<Vec<_>>())
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
            vec((name(), inner), 0..4).prop_map(|entries| object(&entries)),
        ]
    })
}

fn object(entries: &[(String, Value)]) -> Value {
    entries.iter().map(|(name, value)| (name.clone(), value.clone())).collect::<Map<_, _>>().into()
}

/// A request of the fixtures, with up to three places changed: most to what stands under the same name elsewhere.
fn chat() -> impl Strategy<Value = Value> {
    let change = (1_usize..40, any::<usize>(), prop::option::weighted(0.2, any_json()));
    (select(SEEN.requests.clone()), vec(change, 0..4)).prop_map(|(mut request, changes)| {
        for (mut at, from, any_value) in changes {
            replace(&mut request, "", &mut at, &mut |name| {
                let seen = SEEN.by_name.get(name).map_or(&[][..], Vec::as_slice);
                any_value
                    .clone()
                    .or_else(|| seen.get(from % seen.len().max(1)).cloned())
                    .unwrap_or(Value::Null)
            });
        }
        request
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
