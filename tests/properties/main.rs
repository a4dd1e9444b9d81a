//! What holds for every input, tried on generated ones and on the corpus that fuzzing has kept.
//!
//! `npm run fuzz` tries the same properties on many more, and goes where the code has branches.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a panic here ends a test, not a program; some files belong to the fuzz targets too"
)]

mod answers;
mod arbitrary;
#[path = "../support/port.rs"]
mod port;
mod requests;
mod sizes;

use std::fs;
use std::path::Path;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Tries a property on generated inputs: the same ones each time.
fn try_generated(cases: u32, inputs: &impl Strategy<Value = Vec<u8>>, check: fn(&[u8])) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let tried = TestRunner::new_with_rng(config, rng).run(inputs, |input| {
        check(&input);
        Ok(())
    });
    if let Err(failure) = tried {
        panic!("{failure}");
    }
}

/// Tries a property on every input that was kept: a text on each line, as JSON.
fn try_corpus(name: &str, check: fn(&[u8])) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/corpus").join(name);
    let kept = fs::read_to_string(path).unwrap();
    let inputs: Vec<String> = kept.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(inputs.len() > 100, "the corpus is there");
    for input in inputs {
        // Shown when the next line fails.
        println!("{input:?}");
        check(input.as_bytes());
    }
}

#[test]
fn generated_requests() {
    try_generated(4_000, &arbitrary::request_inputs(), requests::check);
}

#[test]
fn generated_answers() {
    try_generated(2_000, &arbitrary::answer_inputs(), answers::check);
}

#[test]
fn the_corpus_of_requests() {
    try_corpus("requests.jsonl", requests::check);
}

#[test]
fn the_corpus_of_answers() {
    try_corpus("answers.jsonl", answers::check);
}
