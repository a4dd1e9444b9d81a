//! Graph's answer to a whole HTTP request: that to its one request, parts in some order, or something else instead of them.

use msgraph_chats::{Headers, HttpResponse};
use serde_json::Value;

use crate::answer::{Answer, Asking, Kind};
use crate::facts::{Asked, Facts, Making};
use crate::http_date;
use crate::random::Random;

/// What one of its requests is told, if anything, and whether its chat is made.
#[derive(Clone)]
pub(crate) struct Told {
    pub(crate) facts: Option<Facts>,
    pub(crate) label: &'static str,
    pub(crate) making: Making,
}

impl Told {
    fn of(answer: &Answer) -> Self {
        let Answer { facts, making, .. } = answer;
        Self { label: facts.label, facts: Some(facts.clone()), making: *making }
    }
}

/// An answer, and what it tells each request in it.
pub(crate) struct Outer {
    pub(crate) label: &'static str,
    pub(crate) response: HttpResponse,
    pub(crate) told: Vec<Told>,
}

/// Answers a plain request.
pub(crate) fn alone(answer: &Answer) -> Outer {
    Outer { label: "answers one", ..alike(answer, 1) }
}

/// What one request alone would be told goes for so many.
pub(crate) fn alike(answer: &Answer, count: usize) -> Outer {
    Outer { label: "all the same", response: answer.response(), told: vec![Told::of(answer); count] }
}

/// Answers a batch as documented, give or take order, answers left out and answers given twice.
pub(crate) fn batch(random: &mut Random, answers: &[Answer], asking: Asking<'_>) -> Outer {
    let mut told: Vec<Told> = answers.iter().map(Told::of).collect();
    let mut parts: Vec<String> = Vec::new();
    for (id, (answer, told)) in answers.iter().zip(&mut told).enumerate() {
        match if asking.scenario.fault_percent == 0 { 100 } else { random.below(100) } {
            0..4 => (told.facts, told.label) = (None, "left out"),
            4 => {
                parts.extend([part(id, answer), part(id, answer)]);
                told.label = "answered twice";
            }
            5 => {
                let mut other = answer.clone();
                other.facts.status = if answer.facts.status == 429 { 201 } else { 429 };
                parts.extend([part(id, answer), part(id, &other)]);
                (told.facts, told.label) = (None, "contradicted");
            }
            _ => parts.push(part(id, answer)),
        }
    }
    if random.chance(50) {
        for last in (1..parts.len()).rev() {
            parts.swap(last, random.below(last as u64 + 1) as usize);
        }
    }
    if random.chance(10) {
        parts.push(r#"{"id":"99","status":201,"body":{"id":"19:nobody"}}"#.to_owned());
    }
    let mut headers = vec![("request-id".to_owned(), "of-the-batch".to_owned())];
    // A date inside is then measured by Graph's own clock.
    if random.chance(50) {
        headers.push(("Date".to_owned(), http_date::write(asking.graph_time_ms, 0)));
        let shown_ms = asking.graph_time_ms / 1_000 * 1_000;
        for facts in told.iter_mut().filter_map(|told| told.facts.as_mut()) {
            if let Asked::Until(until_ms) = facts.retry_after {
                facts.retry_after = until_ms.checked_sub(shown_ms).map_or(Asked::Nothing, Asked::Ms);
            }
        }
    }
    let body = format!(r#"{{"responses":[{}]}}"#, parts.join(","));
    let response = HttpResponse { status: 200, headers: Headers::new(headers), body };
    Outer { label: "answers a batch", response, told }
}

fn part(id: usize, answer: &Answer) -> String {
    let Answer { headers, body, facts, .. } = answer;
    let headers: Vec<String> =
        headers.iter().map(|(name, value)| format!("\"{name}\":{}", Value::from(value.as_str()))).collect();
    let body = match body.as_str() {
        "" => String::new(),
        json if serde_json::from_str::<serde::de::IgnoredAny>(json).is_ok() => format!(",\"body\":{json}"),
        text => format!(",\"body\":{}", Value::from(text)),
    };
    format!(r#"{{"id":"{id}","status":{},"headers":{{{}}}{body}}}"#, facts.status, headers.join(","))
}

/// Answers neither: what one request alone would be told goes for all, or nobody can read it.
pub(crate) fn fault(random: &mut Random, asking: Asking<'_>, count: usize) -> Outer {
    if random.chance(25) {
        let bodies = ["", "<html>", "{\"responses\":[{\"id\":\"0\",\"sta", "{}", "[]", "{\"responses\":7}"];
        let response = HttpResponse {
            status: random.one_of(&[200, 200, 204, 207]),
            body: random.pick(&bodies).to_owned(),
            ..HttpResponse::default()
        };
        let mut told = || Told {
            facts: None,
            label: "unreadable",
            making: random.one_of(&[Making::Now, Making::Never]),
        };
        let told = (0..count).map(|_| told()).collect();
        return Outer { label: "a batch that cannot be read", response, told };
    }
    loop {
        let kind = Kind::fault(random, asking.scenario);
        let answer = Answer::fault(random, &asking, kind);
        // A 2xx is the case above.
        if !(200..300).contains(&answer.facts.status) {
            let mut outer = alike(&answer, count);
            for told in &mut outer.told {
                told.making = random.one_of(&[told.making, Making::Never]);
            }
            return outer;
        }
    }
}
