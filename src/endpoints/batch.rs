//! `$batch`: up to twenty requests in one, and the answer to each.
//! See <https://learn.microsoft.com/graph/json-batching>.

use super::endpoint::{Request, url};
use crate::graph::{GraphOptions, Headers, HttpRequest, HttpResponse, Method};
use crate::text::json::{Value, parse, push_number, push_quoted, push_value};
use crate::text::search;

/// Requests in a batch, as documented.
pub(crate) const LARGEST_BATCH: usize = 20;
/// Bytes of a whole batch: Graph's limit for a request is 4 MB.
const LARGEST_BODY: usize = 4_000_000;
/// Bytes that a batch adds to each body, roughly and at most.
const ENVELOPE: usize = 128;

/// Whether so many bytes still are a batch that Graph takes.
pub(crate) fn fits(bytes: usize) -> bool {
    bytes <= LARGEST_BODY
}

/// What a request takes of a batch.
pub(crate) fn size_of(request: &Request) -> usize {
    request.body.as_ref().map_or(0, String::len).saturating_add(ENVELOPE)
}

/// The batch of these requests, complete but for the token. Ids are positions, from 0.
pub(crate) fn http_request<'r>(
    options: &GraphOptions,
    requests: impl Iterator<Item = &'r Request>,
    client_request_id: &str,
) -> HttpRequest {
    let root = url(options, "");
    let mut text = String::from("{\"requests\":[");
    for (id, request) in requests.enumerate() {
        if id > 0 {
            text.push(',');
        }
        text.push_str("{\"id\":\"");
        push_number(&mut text, id);
        text.push_str("\",\"method\":\"");
        text.push_str(request.endpoint.method.name());
        text.push_str("\",\"url\":");
        push_quoted(&mut text, request.url.strip_prefix(&root).unwrap_or(&request.url));
        if let Some(body) = &request.body {
            text.push_str(",\"headers\":{\"Content-Type\":\"application/json\"},\"body\":");
            text.push_str(body);
        }
        text.push('}');
    }
    text.push_str("]}");
    let headers = vec![
        ("Content-Type", "application/json".to_owned()),
        ("client-request-id", client_request_id.to_owned()),
    ];
    HttpRequest { method: Method::Post, url: url(options, "/$batch"), headers, body: Some(text) }
}

/// The answer to each request of a batch, in the order of the requests; `None` where there is none. `None` for the whole when the
/// text is no answer to a batch.
pub(crate) fn read(body: &str, count: usize) -> Option<Vec<Option<HttpResponse>>> {
    let document = parse(body)?;
    let responses = document.root().get("responses").filter(|responses| responses.is_array())?;
    let mut answers: Vec<Option<HttpResponse>> = Vec::new();
    answers.resize_with(count, || None);
    let mut answered = vec![false; count];
    for response in responses.elements() {
        let id = response.get("id").and_then(Value::as_str).and_then(search::whole_number);
        let Some(id) = id.and_then(|id| usize::try_from(id).ok()) else { continue };
        let (Some(place), Some(again)) = (answers.get_mut(id), answered.get_mut(id)) else { continue };
        let answer = read_response(response);
        if !std::mem::replace(again, true) {
            *place = answer;
        } else if *place != answer {
            // Two answers that contradict each other are as good as none.
            *place = None;
        }
    }
    Some(answers)
}

fn read_response(response: Value<'_>) -> Option<HttpResponse> {
    let status = response.get("status")?.as_u64()?;
    let mut headers = Headers::default();
    for (name, value) in response.of("headers").properties() {
        headers.add(name, value.as_str().unwrap_or(value.raw()));
    }
    let mut body = String::new();
    if let Some(value) = response.get("body") {
        push_value(&mut body, value);
    }
    Some(HttpResponse { status: u16::try_from(status).ok()?, headers, body })
}

#[cfg(test)]
mod tests {
    use super::{http_request, read};
    use crate::endpoints::endpoint::{Repeat, Request, url};
    use crate::endpoints::{create_chat, get_chat};
    use crate::graph::GraphOptions;

    #[test]
    fn the_batch_is_as_documented() {
        let options = GraphOptions::default();
        let creation = Request {
            endpoint: &create_chat::CREATE_CHAT,
            url: url(&options, "/chats"),
            body: Some("{\"a\":1}".to_owned()),
            repeat: Repeat::Always,
        };
        let reading = get_chat::request(&options, "19:x");
        let request = http_request(&options, [creation, reading].iter(), "id");
        assert_eq!(request.url, "https://graph.microsoft.com/v1.0/$batch");
        let expected = r#"{"requests":[{"id":"0","method":"POST","url":"/chats","headers":{"Content-Type":"application/json"},"body":{"a":1}},{"id":"1","method":"GET","url":"/chats/19:x"}]}"#;
        assert_eq!(request.body.as_deref(), Some(expected));
    }

    #[test]
    fn answers_come_in_any_order_and_some_not_at_all() {
        let body = r#"{"responses":[{"id":"2","status":429,"headers":{"Retry-After":"10","X":7},"body":{"error":{"code":"x"}}},{"id":"0","status":201,"body":{"id":"19:a"}},{"id":"9","status":201},{"id":7,"status":201},{"status":201},{"id":"0","status":201,"body":{"id":"19:a"}}]}"#;
        let answers = read(body, 3).unwrap();
        assert_eq!(
            answers[0].as_ref().map(|answer| (answer.status, answer.body.as_str())),
            Some((201, r#"{"id":"19:a"}"#))
        );
        assert_eq!(answers[1], None);
        let throttled = answers[2].as_ref().unwrap();
        assert_eq!((throttled.status, throttled.headers.get("retry-after")), (429, Some("10")));
        let twice =
            r#"{"responses":[{"id":"0","status":429},{"id":"0","status":201},{"id":"1","status":403}]}"#;
        let answers = read(twice, 2).unwrap();
        assert_eq!(answers[0], None);
        assert_eq!(answers[1].as_ref().map(|answer| answer.status), Some(403));
        for garbage in ["", "{}", "[]", r#"{"responses":{}}"#, "<html>"] {
            assert_eq!(read(garbage, 3), None, "{garbage}");
        }
    }
}
