//! Takes what is private out of texts that come from outside.

use std::mem;

use crate::graph::Token;
use crate::results::Cause;
use crate::text::json::{Kind, Value, parse};
use crate::text::percent;
use crate::text::search;

/// Shorter strings are parts of ordinary words, and name nobody.
const SHORTEST: usize = 3;

/// Shorter ones are looked for as they are written only.
const SHORTEST_RESPELLED: usize = 6;

/// An error from outside, without the tokens and without whatever the request says of people.
pub(crate) fn cause(mut cause: Cause, tokens: &[Token], url: &str, body: Option<&str>) -> Cause {
    let mut texts = [Some(&mut cause.name), Some(&mut cause.message), cause.code.as_mut()];
    let mut found = Private { said: Vec::new(), secrets: Vec::new() };
    for text in texts.iter_mut().flatten() {
        for token in tokens {
            token.remove_from(text);
        }
        found.said.extend(folded(text));
        found.said.push(b'\n');
    }
    found.add_ids(url);
    if let Some(document) = body.and_then(parse) {
        found.add_strings(document.root());
    }
    // The longer first, so that no rest of one is left where another is part of it.
    while let Some(secret) = found.secrets.iter_mut().max_by_key(|secret| secret.len()).map(mem::take) {
        if secret.is_empty() {
            break;
        }
        let respelled = folded(&secret);
        for text in texts.iter_mut().flatten() {
            **text = search::replace(text, &secret, REPLACEMENT);
            // In other letter case or escaping it cannot be cut out; then all of the text goes.
            if respelled.len() >= SHORTEST_RESPELLED && search::contains_bytes(&folded(text), &respelled) {
                REPLACEMENT.clone_into(text);
            }
        }
    }
    cause
}

/// What stands in place of what is private.
const REPLACEMENT: &str = "[redacted]";

/// The text in lower case, its percent escapes decoded where they can be.
fn folded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let escaped = match rest {
            [b'%', high, low, behind @ ..] => search::hex_byte(*high, *low).map(|byte| (byte, behind)),
            _ => None,
        };
        let (byte, behind) = escaped.unwrap_or((*first, behind));
        bytes.push(byte.to_ascii_lowercase());
        rest = behind;
    }
    bytes
}

const GRAPHS_OWN: [&str; 7] = [
    "oneOnOne",
    "group",
    "owner",
    "guest",
    "#microsoft.graph.aadUserConversationMember",
    "application",
    "delegated",
];

/// What the request says of people and the texts repeat.
struct Private {
    /// The texts, folded.
    said: Vec<u8>,
    secrets: Vec<String>,
}

impl Private {
    fn add(&mut self, text: &str, shortest: usize) {
        if text.len() >= shortest && search::contains_bytes(&self.said, &folded(text)) {
            self.secrets.push(text.to_owned());
        }
    }

    /// The ids in a URL of Graph: those of a one-on-one chat are made of its members'.
    fn add_ids(&mut self, url: &str) {
        const SHORTEST_ID: usize = 20;
        let ids = folded(url);
        for id in ids.split(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-') {
            self.add(str::from_utf8(id).unwrap_or_default(), SHORTEST_ID);
        }
    }

    /// The strings of a body that could name someone: all but the words that are Graph's own.
    fn add_strings(&mut self, value: Value<'_>) {
        match value.kind() {
            Kind::String | Kind::EscapedString => {
                let text = value.as_str().unwrap_or_default();
                if GRAPHS_OWN.contains(&text) {
                    return;
                }
                self.add(text, SHORTEST);
                self.add(value.raw(), SHORTEST);
                if let Some(id) =
                    search::split_once(text, "users('").and_then(|(_, rest)| rest.strip_suffix("')"))
                {
                    self.add(id, SHORTEST);
                    if let Some(decoded) = percent::decode(id) {
                        self.add(&search::replace(&decoded, "''", "'"), SHORTEST);
                    }
                }
            }
            Kind::Array => value.elements().for_each(|element| self.add_strings(element)),
            Kind::Object => value.properties().for_each(|(_, property)| self.add_strings(property)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::cause;
    use crate::graph::Token;
    use crate::results::Cause;

    #[test]
    fn what_names_people_is_taken_out() {
        let body = r#"{"chatType":"group","topic":"Layoffs \"Q3\"","members":[{"user@odata.bind":"https://graph.microsoft.com/v1.0/users('o''brien%23EXT%23@contoso.com')","tenantId":"4dc1fe35-8ac6-4f0d-904a-7ebcd364bea1"}]}"#;
        let given = Cause {
            name: "TypeError".to_owned(),
            code: Some("E_TOKEN123".to_owned()),
            message: "group o'brien#EXT#@contoso.com o''brien%23EXT%23@contoso.com Layoffs \"Q3\" Layoffs \\\"Q3\\\" 4dc1fe35-8ac6-4f0d-904a-7ebcd364bea1 TOKEN123".to_owned(),
        };
        let token = Token::new("TOKEN123".to_owned()).unwrap();
        let redacted = cause(given, &[token], "", Some(body));
        assert_eq!(redacted.name, "TypeError");
        assert_eq!(redacted.code.as_deref(), Some("E_[token]"));
        assert_eq!(redacted.message, "group [redacted] [redacted] [redacted] [redacted] [redacted] [token]");
    }

    #[test]
    fn what_is_spelled_otherwise_takes_the_text_with_it() {
        let body = r#"{"topic":"Pläne 100%","members":[{"user@odata.bind":"https://x/users('o''brien%23EXT%23@contoso.com')"}]}"#;
        let url = "https://x/v1.0/chats/19%3A8B081ef6-4792-4def-b2c9-c363a1bf41d5_82af01c5-f7cc-4a2e-a728-3a5df21afd9d%40unq.gbl.spaces/operations('7')";
        let cases = [
            ("no one 100% of %zz", "no one 100% of %zz"),
            ("user O'Brien#ext#@contoso.com is away", "[redacted]"),
            ("user=o%27brien%23EXT%23%40contoso.com", "[redacted]"),
            ("about Pl%C3%A4ne%20100%25", "[redacted]"),
            ("19:82af01c5-f7cc-4a2e-a728-3a5df21afd9d is away", "19:[redacted] is away"),
            ("8B081EF6-4792-4DEF-B2C9-C363A1BF41D5", "[redacted]"),
        ];
        for (message, expected) in cases {
            let given = Cause { message: message.to_owned(), ..Cause::default() };
            assert_eq!(cause(given, &[], url, Some(body)).message, expected);
        }
    }
}
