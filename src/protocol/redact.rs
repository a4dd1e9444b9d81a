//! Takes what is private out of texts that come from outside.

use crate::building::percent;
use crate::json::{Dialect, Kind, Value, parse};
use crate::model::{Cause, Token};
use crate::search;

/// Shorter strings are parts of ordinary words, and name nobody.
const SHORTEST: usize = 3;

/// An error from outside, without the tokens and without whatever the body says of people.
pub(crate) fn cause(mut cause: Cause, tokens: &[Token], body: Option<&str>) -> Cause {
    for text in texts(&mut cause) {
        for token in tokens {
            token.remove_from(text);
        }
    }
    let said = [&*cause.name, &*cause.message, cause.code.as_deref().unwrap_or_default()].join("\n");
    let mut private = Vec::new();
    if let Some(document) = body.and_then(|body| parse(body, Dialect::Json)) {
        collect(document.root(), &said, &mut private);
    }
    // The longer first, so that no rest of one is left where another is part of it.
    while let Some((index, _)) = private.iter().enumerate().max_by_key(|(_, text)| text.len()) {
        let secret = private.swap_remove(index);
        for text in texts(&mut cause) {
            *text = search::replace(text, &secret, "[redacted]");
        }
    }
    cause
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
            if own.contains(&&*text) {
                return;
            }
            let id = search::split_once(&text, "users('").and_then(|(_, rest)| rest.strip_suffix("')"));
            let decoded = id.and_then(percent::decode).map(|id| search::replace(&id, "''", "'"));
            let forms = [
                Some(text.clone().into_owned()),
                Some(value.raw().to_owned()),
                id.map(str::to_owned),
                decoded,
            ];
            private.extend(
                forms
                    .into_iter()
                    .flatten()
                    .filter(|text| text.len() >= SHORTEST && search::contains(said, text)),
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
        let redacted = cause(given, &[token], Some(body));
        assert_eq!(redacted.name, "TypeError");
        assert_eq!(redacted.code.as_deref(), Some("E_[token]"));
        assert_eq!(redacted.message, "group [redacted] [redacted] [redacted] [redacted] [redacted] [token]");
    }
}
