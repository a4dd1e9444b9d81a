//! Graph's answer to a whole HTTP request: its parts in some order, or something else instead of them.

use msgraph_chats::{Headers, HttpResponse};

use super::inner::{About, Inner};
use crate::facts::{Asked, Facts, Making};
use crate::http_date;
use crate::random::Random;

/// An answer, and for each request in it what it is told, if anything, and when its chat is made.
pub(crate) struct Outer {
    pub(crate) label: &'static str,
    pub(crate) response: HttpResponse,
    pub(crate) facts: Vec<Option<Facts>>,
    pub(crate) makings: Vec<Making>,
    pub(crate) labels: Vec<&'static str>,
}

/// Answers a plain request.
pub(crate) fn alone(inner: Inner) -> Outer {
    let headers = inner.headers.into_iter().map(|(name, value)| (name.to_owned(), value));
    Outer {
        label: "answers one",
        response: HttpResponse {
            status: inner.facts.status,
            headers: Headers::new(headers),
            body: inner.body,
        },
        makings: vec![inner.making],
        labels: vec![inner.facts.label],
        facts: vec![Some(inner.facts)],
    }
}

/// Answers a batch as documented, give or take order, answers left out and answers given twice.
pub(crate) fn batch(random: &mut Random, inners: &[Inner], graph_time_ms: u64, calm: bool) -> Outer {
    let mut all_facts: Vec<Option<Facts>> = Vec::new();
    let mut labels = Vec::new();
    let mut parts: Vec<String> = Vec::new();
    for (id, inner) in inners.iter().enumerate() {
        let (mut facts, mut label) = (Some(inner.facts.clone()), inner.facts.label);
        match if calm { 100 } else { random.below(100) } {
            0..4 => (facts, label) = (None, "left out"),
            4 => {
                parts.extend([part(id, inner), part(id, inner)]);
                label = "answered twice";
            }
            5 => {
                let mut other = inner.clone();
                other.facts.status = if inner.facts.status == 429 { 201 } else { 429 };
                parts.extend([part(id, inner), part(id, &other)]);
                (facts, label) = (None, "contradicted");
            }
            _ => parts.push(part(id, inner)),
        }
        all_facts.push(facts);
        labels.push(label);
    }
    if random.chance(50) {
        for last in (1..parts.len()).rev() {
            parts.swap(last, usize::try_from(random.below(last as u64 + 1)).unwrap());
        }
    }
    if random.chance(10) {
        parts.push(r#"{"id":"99","status":201,"body":{"id":"19:nobody"}}"#.to_owned());
    }
    let mut headers = vec![("request-id".to_owned(), "of-the-batch".to_owned())];
    // A date inside is then measured by Graph's own clock.
    if random.chance(50) {
        headers.push(("Date".to_owned(), http_date::write(graph_time_ms, 0)));
        let shown_ms = graph_time_ms / 1_000 * 1_000;
        for facts in all_facts.iter_mut().flatten() {
            if let Asked::Until(until_ms) = facts.retry_after {
                facts.retry_after = until_ms.checked_sub(shown_ms).map_or(Asked::Nothing, Asked::Ms);
            }
        }
    }
    Outer {
        label: "answers a batch",
        response: HttpResponse {
            status: 200,
            headers: Headers::new(headers),
            body: format!(r#"{{"responses":[{}]}}"#, parts.join(",")),
        },
        makings: inners.iter().map(|inner| inner.making).collect(),
        facts: all_facts,
        labels,
    }
}

fn part(id: usize, inner: &Inner) -> String {
    let headers: Vec<String> =
        inner.headers.iter().map(|(name, value)| format!("\"{name}\":{value:?}")).collect();
    let body = if inner.body.is_empty() { String::new() } else { format!(",\"body\":{}", inner.body) };
    format!(r#"{{"id":"{id}","status":{},"headers":{{{}}}{body}}}"#, inner.facts.status, headers.join(","))
}

/// What one request alone would be told goes for all.
pub(crate) fn alike(about: &[About], inner: Inner) -> Outer {
    Outer {
        makings: vec![inner.making; about.len()],
        facts: vec![Some(inner.facts.clone()); about.len()],
        labels: vec![inner.facts.label; about.len()],
        label: "all the same",
        response: alone(inner).response,
    }
}

/// Answers neither: what one request alone would be told goes for all, or nobody can read it.
pub(crate) fn fault(random: &mut Random, about: &[About]) -> Outer {
    if random.chance(25) {
        let bodies = ["", "<html>", "{\"responses\":[{\"id\":\"0\",\"sta", "{}", "[]", "{\"responses\":7}"];
        let response = HttpResponse {
            status: random.one_of(&[200, 200, 204, 207]),
            body: random.pick(&bodies).to_owned(),
            ..HttpResponse::default()
        };
        let makings = about.iter().map(|_| random.one_of(&[Making::Now, Making::Never])).collect();
        return Outer {
            label: "a batch that cannot be read",
            response,
            facts: vec![None; about.len()],
            makings,
            labels: vec!["unreadable"; about.len()],
        };
    }
    loop {
        let inner = Inner::fault(random, &about[0]);
        // A 2xx is the case above.
        if (200..300).contains(&inner.facts.status) {
            continue;
        }
        let may_be_made = !matches!(inner.making, Making::Never);
        let mut making =
            || if may_be_made { random.one_of(&[inner.making, Making::Never]) } else { Making::Never };
        let makings = about.iter().map(|_| making()).collect();
        return Outer { makings, ..alike(about, inner) };
    }
}
