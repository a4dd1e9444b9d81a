//! Where a 202 says that its operation is: places that may be followed, and places that must not be.

use crate::random::Random;
use crate::scenario::Scenario;

/// A location, and the places where it must be polled, one after the other; none when it must not be followed.
pub(crate) fn draw(random: &mut Random, scenario: &Scenario) -> (String, Option<Vec<String>>) {
    if random.chance(15) {
        return (elsewhere(random, scenario.cloud_host), None);
    }
    let operation = random.pick(&[
        "chats('19:a_b@unq.gbl.spaces')/operations('1')",
        "chats/19%3Aa_b%40unq.gbl.spaces/operations/1",
        "teams('7')/operations('1')",
        "chats('19:a_b@unq.gbl.spaces')",
    ]);
    let version = if random.chance(50) { random.pick(&["v1.0", "beta"]) } else { "" };
    let path = if version.is_empty() { operation.to_owned() } else { format!("{version}/{operation}") };
    let mut places = Vec::new();
    if operation.contains("operations") {
        let versions = match (version, scenario.version) {
            ("", "v1.0") => vec!["v1.0", "beta"],
            ("", client) => vec![client],
            (named, _) => vec![named],
        };
        places.extend(versions.iter().map(|version| format!("{}/{version}/{operation}", scenario.root)));
    }
    if chat_id(operation).is_some() && (version.is_empty() || places.is_empty()) {
        places.push(format!("{}/{}/chats/19:a_b@unq.gbl.spaces", scenario.root, scenario.version));
    }
    let location = match random.below(5) {
        0 => path,
        1 => format!("https://{}/{path}", scenario.cloud_host),
        2 => format!("https://{}:443/{path}", scenario.cloud_host),
        3 => format!("{}/{path}", scenario.root),
        _ => format!("/{path}"),
    };
    (location, Some(places))
}

/// The chat that a location names, as a person reads it.
pub(crate) fn chat_id(location: &str) -> Option<String> {
    let named = location.contains("a_b@unq") || location.contains("a_b%40unq");
    named.then(|| "19:a_b@unq.gbl.spaces".to_owned())
}

/// Places of others, written so that a careless reader follows them.
pub(crate) fn elsewhere(random: &mut Random, host: &str) -> String {
    let operation = "chats('19:a_b@unq.gbl.spaces')/operations('1')";
    match random.below(9) {
        0 => format!("https://evil.example/{operation}"),
        1 => format!("//evil.example/{operation}"),
        2 => format!("https://{host}.evil.example/v1.0/{operation}"),
        3 => format!("https://{host}@evil.example/v1.0/{operation}"),
        4 => format!("http://{host}/v1.0/{operation}"),
        5 => format!("/\\evil.example/{operation}"),
        6 => format!("https://evil.example\\@{host}/{operation}"),
        7 => format!("/v1.0/../../{operation}"),
        _ => format!("https://evil.example:443/https://{host}/{operation}"),
    }
}
