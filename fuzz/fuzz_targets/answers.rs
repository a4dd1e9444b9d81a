//! Answers of every kind; see tests/properties/answers.rs.

#![no_main]

#[path = "../../tests/properties/answer_port.rs"]
mod answer_port;
#[path = "../../tests/properties/answers.rs"]
mod answers;

libfuzzer_sys::fuzz_target!(|input: &[u8]| answers::check(input));
