//! What is made of the rule table: the union of codes in the types and the table in docs/rules.md.
//!
//! The tests compare; with `UPDATE_GENERATED=1`, as `npm run fix` sets it, they write.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a file that is not as expected must end the test"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use msgraph_chats::{IssueCode, Severity};

fn path_of(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Compares what stands between two markers with what should, or writes it.
fn check_or_write(name: &str, start: &str, end: &str, expected: &str) {
    let path = path_of(name);
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(start).expect("the first marker");
    let (found, after) = rest.split_once(end).expect("the second marker");
    if found == expected {
        return;
    }
    assert!(
        std::env::var_os("UPDATE_GENERATED").is_some(),
        "{name} is not what the rule table says: run `npm run fix`"
    );
    fs::write(path, [before, start, expected, end, after].concat()).unwrap();
}

#[test]
fn the_types_name_every_code() {
    let mut union = String::from("\nexport type IssueCode =");
    for code in IssueCode::ALL {
        write!(union, "\n  | \"{}\"", code.as_str()).unwrap();
    }
    union.push_str(";\n");
    let (start, end) = ("// issue codes: start", "// issue codes: end");
    check_or_write("src/js/types/checking.d.ts", start, end, &union);
}

#[test]
fn the_page_of_rules_has_a_row_for_every_code() {
    let mut table = String::from("\n\n| code | severity | path | when |\n| --- | --- | --- | --- |\n");
    for code in IssueCode::ALL {
        let (name, page) = (code.as_str(), code.docs_url());
        let severity = if code.severity() == Severity::Error { "error" } else { "warning" };
        let path = path_cell(code.path_pattern());
        let when = code.when().replace('|', "\\|");
        writeln!(table, "| [`{name}`]({page}) | {severity} | {path} | {when} |").unwrap();
    }
    table.push('\n');
    check_or_write("docs/rules.md", "<!-- rules:start -->", "<!-- rules:end -->", &table);
}

/// Pointers as code, the words between them as they are.
fn path_cell(pattern: &str) -> String {
    if pattern.is_empty() {
        return "`\"\"`".to_owned();
    }
    let words = pattern.split(' ');
    let cells = words.map(|word| if word.starts_with('/') { format!("`{word}`") } else { word.to_owned() });
    cells.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_code_has_a_page_and_its_cases() {
    let mut problems = Vec::new();
    for code in IssueCode::ALL {
        let name = code.as_str();
        let page = code.docs_url();
        if page.strip_prefix("https://learn.microsoft.com/").is_none_or(str::is_empty) {
            problems.push(format!("{name}: {page} is no page of Microsoft's documentation"));
        }
        let cases = if name.starts_with("message") {
            "tests/fixtures/messages.json".to_owned()
        } else {
            format!("tests/fixtures/rules/{name}.json")
        };
        if !fs::read_to_string(path_of(&cases)).is_ok_and(|text| text.contains(&format!("\"{name}\""))) {
            problems.push(format!("{name}: {cases} has no case"));
        }
        if code.when().is_empty() {
            problems.push(format!("{name}: the table does not say when"));
        }
    }
    let names: BTreeSet<_> = IssueCode::ALL.iter().map(|code| code.as_str()).collect();
    if names.len() != IssueCode::ALL.len() {
        problems.push("two rows have the same code".to_owned());
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
