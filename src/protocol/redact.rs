//! Takes what is private out of texts that come from outside.

use crate::building::percent;
use crate::json::{Dialect, Kind, Value, parse};
use crate::model::{Cause, Token};
use crate::search;

/// Shorter strings are parts of ordinary words, and name nobody.
const SHORTEST: usize = 3;

/// Shorter ones are looked for as they are written only.
const SHORTEST_RESPELLED: usize = 6;

/// An error from outside, without the tokens and without whatever the request says of people.
pub(crate) fn cause(mut cause: Cause, tokens: &[Token], url: &str, body: Option<&str>) -> Cause {
    for text in texts(&mut cause) {
        for token in tokens {
            token.remove_from(text);
        }
    }
    let said = folded(&[&*cause.name, &*cause.message, cause.code.as_deref().unwrap_or_default()].join("\n"));
    let mut private = Vec::new();
    collect_ids(url, &said, &mut private);
    if let Some(document) = body.and_then(|body| parse(body, Dialect::Json)) {
        collect(document.root(), &said, &mut private);
    }
    // The longer first, so that no rest of one is left where another is part of it.
    while let Some((index, _)) = private.iter().enumerate().max_by_key(|(_, text)| text.len()) {
        let secret = private.swap_remove(index);
        let respelled = folded(&secret);
        for text in texts(&mut cause) {
            *text = search::replace(text, &secret, REPLACEMENT);
            // In other letter case or escaping it cannot be cut out; then all of the text goes.
            if respelled.len() >= SHORTEST_RESPELLED && search::contains(&folded(text), &respelled) {
                REPLACEMENT.clone_into(text);
            }
        }
    }
    cause
}

/// What stands in place of what is private.
const REPLACEMENT: &str = "[redacted]";

/// The text in lower case, its percent escapes decoded where they can be.
fn folded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let escaped = match rest {
            [b'%', high, low, behind @ ..] => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => Some(((high << 4) | low, behind)),
                _ => None,
            },
            _ => None,
        };
        let (byte, behind) = escaped.unwrap_or((*first, behind));
        bytes.push(byte.to_ascii_lowercase());
        rest = behind;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn digit(letter: u8) -> Option<u8> {
    char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// The ids in a URL of Graph: those of a one-on-one chat are made of its members'.
fn collect_ids(url: &str, said: &str, private: &mut Vec<String>) {
    const SHORTEST_ID: usize = 20;
    let ids = folded(url);
    let ids = ids.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    private.extend(ids.filter(|id| id.len() >= SHORTEST_ID && search::contains(said, id)).map(str::to_owned));
}

fn texts(cause: &mut Cause) -> impl Iterator<Item = &mut String> {
    [Some(&mut cause.name), Some(&mut cause.message), cause.code.as_mut()].into_iter().flatten()
}

/// The strings of a body that could name someone and were said: all but the words that are Graph's own.
fn collect(value: Value<'_>, said: &str, private: &mut Vec<String>) {
    match value.kind() {
        Kind::String | Kind::EscapedString => {
            let text = value.as_str().unwrap_or_default();
            let own = [
                "oneOnOne",
                "group",
                "owner",
                "guest",
                "#microsoft.graph.aadUserConversationMember",
                "application",
                "delegated",
            ];
            if own.contains(&text) {
                return;
            }
            let id = search::split_once(text, "users('").and_then(|(_, rest)| rest.strip_suffix("')"));
            let decoded = id.and_then(percent::decode).map(|id| search::replace(&id, "''", "'"));
            let forms = [Some(text.to_owned()), Some(value.raw().to_owned()), id.map(str::to_owned), decoded];
            private.extend(
                forms
                    .into_iter()
                    .flatten()
                    .filter(|text| text.len() >= SHORTEST && search::contains(said, &folded(text))),
            );
        }
        Kind::Array => value.elements().for_each(|element| collect(element, said, private)),
        Kind::Object => value.properties().for_each(|(_, property)| collect(property, said, private)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::cause;
    use crate::model::{Cause, Token};

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
