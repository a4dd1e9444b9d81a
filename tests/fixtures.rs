//! The fixtures, natively: the same files that the packed package reads in `tests/js`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a fixture that is not as expected must end the test"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use msgraph_chats::{GraphOptions, IssueCode, Severity, build_chat, validate_chat};
use serde_json::Value;

fn files(folder: &str) -> Vec<(PathBuf, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.clone(), serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()))
        .collect()
}

/// The JSON text of a case's property: `serde_json` cannot hold lone surrogates, so it is taken as it stands.
fn text_of(value: &Value) -> String {
    serde_json::to_string(value).unwrap()
}

fn options_of(case: &Value) -> GraphOptions {
    // Some cases hold odd options on purpose: those count as absent.
    GraphOptions::from_json(&text_of(case.get("options").unwrap_or(&Value::Null))).0
}

/// Every difference is collected, so that one run shows them all.
fn report(problems: &[String], ran: usize) {
    assert!(problems.is_empty(), "{} of {ran} cases differ:\n{}", problems.len(), problems.join("\n"));
    assert!(ran > 0);
}

#[test]
fn every_rule_reports_what_its_cases_say() {
    let mut problems = Vec::new();
    let mut ran = 0;
    for (path, file) in files("rules") {
        for case in file["cases"].as_array().unwrap() {
            ran += 1;
            let issues = validate_chat(&text_of(&case["request"]), &options_of(case));
            let found: Vec<_> = issues
                .iter()
                .map(|issue| {
                    let severity = if issue.severity == Severity::Error { "error" } else { "warning" };
                    (issue.code.as_str().to_owned(), severity.to_owned(), issue.path.clone())
                })
                .collect();
            let text = |issue: &Value, name: &str| issue[name].as_str().unwrap().to_owned();
            let wanted = case["issues"].as_array().unwrap();
            let expected: Vec<_> = wanted
                .iter()
                .map(|issue| (text(issue, "code"), text(issue, "severity"), text(issue, "path")))
                .collect();
            let name =
                format!("{} «{}»", path.file_name().unwrap().display(), case["name"].as_str().unwrap());
            if found != expected {
                problems.push(format!("{name}\n    found    {found:?}\n    expected {expected:?}"));
                continue;
            }
            for (issue, wanted) in issues.iter().zip(wanted) {
                for part in wanted["messageIncludes"].as_array().into_iter().flatten() {
                    if !issue.message.contains(part.as_str().unwrap()) {
                        problems.push(format!("{name}: the message lacks {part}: {}", issue.message));
                    }
                }
            }
        }
    }
    report(&problems, ran);
}

#[test]
fn every_code_has_cases_that_trigger_it_alone_and_that_just_do_not() {
    let files = files("rules");
    let named: BTreeSet<&str> = files.iter().map(|(_, file)| file["code"].as_str().unwrap()).collect();
    // Those of messages have a table of their own (tests/calls/messages.rs).
    let codes: BTreeSet<&str> =
        IssueCode::ALL.iter().map(|code| code.as_str()).filter(|code| !code.starts_with("message")).collect();
    assert_eq!(named, codes);
    for (_, file) in &files {
        let code = &file["code"];
        let issues: Vec<&Vec<Value>> =
            file["cases"].as_array().unwrap().iter().map(|case| case["issues"].as_array().unwrap()).collect();
        assert!(issues.iter().any(|issues| issues.len() == 1 && &issues[0]["code"] == code), "{code} alone");
        assert!(issues.iter().any(|issues| issues.iter().all(|issue| &issue["code"] != code)), "not {code}");
    }
}

#[test]
fn every_body_comes_out_as_its_case_says() {
    let mut problems = Vec::new();
    let mut ran = 0;
    for (path, file) in files("building") {
        for case in file.as_array().unwrap_or_else(|| file["cases"].as_array().unwrap()) {
            ran += 1;
            let built = build_chat(&text_of(&case["request"]), &options_of(case));
            let expected = case["text"].as_str().unwrap();
            assert_eq!(expected, text_of(&case["body"]), "{}", path.display());
            if built.as_deref() != Ok(expected) {
                problems.push(format!(
                    "{} «{}»\n    found    {built:?}\n    expected {expected}",
                    path.file_name().unwrap().display(),
                    case["name"].as_str().unwrap()
                ));
            }
        }
    }
    report(&problems, ran);
}

#[test]
fn graphs_own_examples_come_out_equal() {
    let mut ran = 0;
    for (path, example) in files("graph/examples") {
        let version = path.file_name().unwrap().to_str().unwrap().split('-').next().unwrap();
        let (options, _) = GraphOptions::from_json(&format!(r#"{{"apiVersion":"{version}"}}"#));
        let request = text_of(&example["request"]);
        assert_eq!(build_chat(&request, &options).as_deref(), Ok(request.as_str()), "{}", path.display());
        ran += 1;
    }
    assert_eq!(ran, 12);
}
