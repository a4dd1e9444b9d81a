//! Bodies of answers: chats, operations, errors in every shape, and what is none of them. Some repeat the token.

use crate::answer::Asking;
use crate::facts::RequestId;
use crate::random::Random;
use crate::requests::Kind;

/// A chat as Graph writes it, give or take white space and properties.
pub(crate) fn chat(random: &mut Random, id: &str, asking: &Asking<'_>) -> String {
    let id = if random.chance(10) { id.replace('@', "\\u0040") } else { id.to_owned() };
    let is_group = asking.scenario.kind(asking.index) == Kind::Group;
    let chat_type = if is_group { "group" } else { "oneOnOne" };
    let quoted = if random.chance(10) { token_in_json(random, asking) } else { "x".to_owned() };
    match random.below(3) {
        0 => format!(r#"{{"id":"{id}"}}"#),
        1 => format!(
            "{{\r\n  \"chatType\": \"{chat_type}\", \"nested\": {{\"id\": 1}}, \"id\" : \"{id}\", \"webUrl\": \"{quoted}\"\r\n}}\r\n"
        ),
        _ => format!(
            r#"{{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#chats/$entity","id":"{id}","topic":null,"createdDateTime":"2026-11-24T11:11:33.217Z","chatType":"{chat_type}","tenantId":"{quoted}"}}"#
        ),
    }
}

/// What a 2xx may hold instead of a chat.
pub(crate) fn without_chat(random: &mut Random, chat: &str) -> String {
    match random.below(7) {
        0 => String::new(),
        1 => "<!DOCTYPE html><html><body>Sign in to the network</body></html>".to_owned(),
        2 => {
            let end = usize::try_from(random.below(chat.trim_end().len() as u64)).unwrap();
            chat[..end].to_owned()
        }
        3 => random.pick(&["{}", "[]", "null", "true", "0", "\"19:x\"", "{\"value\":[]}"]).to_owned(),
        4 => random.pick(&[r#"{"id":""}"#, r#"{"id":null}"#, r#"{"id":7}"#, r#"{"Id":"19:x"}"#]).to_owned(),
        5 => format!("{chat},"),
        _ => r#"{"error":{"code":"UnknownError","message":""}}"#.to_owned(),
    }
}

/// An operation with a status.
pub(crate) fn operation(random: &mut Random, status: &str, asking: &Asking<'_>) -> String {
    let quoted = if random.chance(10) { token_in_json(random, asking) } else { "Conflict".to_owned() };
    let error = if status == "failed" {
        format!(r#"{{"code":"{quoted}","message":"The app {quoted} could not be installed."}}"#)
    } else {
        "null".to_owned()
    };
    format!(
        r#"{{"id":"1","operationType":"createChat","status":"{status}","attemptsCount":1,"targetResourceId":"{quoted}","error":{error}}}"#
    )
}

/// What a poll's 200 may hold instead of an operation.
pub(crate) fn without_operation(random: &mut Random) -> String {
    let others = "; <html>; {\"status\":; {}; []; null; {\"status\":null}; {\"status\":3}; \"succeeded\"";
    let others: Vec<&str> = others.split("; ").collect();
    random.pick(&others).to_owned()
}

/// An error's body, and the request id in it: Graph's own in each spelling, or a gateway's.
pub(crate) fn error(random: &mut Random, asking: &Asking<'_>, status: u16) -> (String, RequestId) {
    let none = |text: String| (text, RequestId::Hidden);
    let quoted = if random.chance(15) { token_in_json(random, asking) } else { "19:x".to_owned() };
    match random.below(8) {
        0 => none(String::new()),
        1 => none(format!(
            "<html><body><h1>{status}</h1><p>{}</p></body></html>",
            token_plainly(random, asking)
        )),
        2 => none(r#"{"error":{"code":"Forbidden","message":"cut o"#.to_owned()),
        3 => none(format!(r#"{{"error":"{quoted}"}}"#)),
        4 => none(format!(
            r#"{{"error":{{"code":"{quoted}","message":"{quoted}","innerError":{{"code":"{quoted}"}}}}}}"#
        )),
        5 if random.chance(15) => (
            format!(
                r#"{{"error":{{"code":"x","innerError":{{"request-id":"{}"}}}}}}"#,
                token_in_json(random, asking)
            ),
            RequestId::Token,
        ),
        _ => {
            let id = format!("request-in-body-{}", asking.exchange);
            let spelling = random.pick(&["innerError", "innererror"]);
            let version = asking.scenario.version;
            let text = format!(
                r#"{{"error":{{"code":"BadRequest","message":"Members {quoted} of {version}.","{spelling}":{{"code":"Inner","request-id":"{id}","date":"2026-11-24T11:11:33","innererror":{{"code":"Innermost"}}}}}}}}"#
            );
            (text, RequestId::Shown(id))
        }
    }
}

fn a_token<'a>(random: &mut Random, asking: &Asking<'a>) -> &'a str {
    let count = asking.tokens.len() as u64;
    if count == 0 { "" } else { &asking.tokens[usize::try_from(random.below(count)).unwrap()] }
}

fn token_plainly(random: &mut Random, asking: &Asking<'_>) -> String {
    if random.chance(30) { a_token(random, asking).to_owned() } else { String::new() }
}

/// A token as the JSON writers of this world put it into a string.
fn token_in_json(random: &mut Random, asking: &Asking<'_>) -> String {
    let style = random.below(4);
    let mut text = String::new();
    for letter in a_token(random, asking).chars() {
        match (style, letter) {
            (0, _) => text.push_str(&format!("\\u{:04x}", u32::from(letter))),
            (1, '"' | '\\' | '<' | '>' | '&' | '\'' | '+') => {
                text.push_str(&format!("\\u{:04X}", u32::from(letter)));
            }
            (2, '/') => text.push_str("\\/"),
            (_, '"' | '\\') => text.extend(['\\', letter]),
            _ if u32::from(letter) < 0x20 => text.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => text.push(letter),
        }
    }
    text
}
