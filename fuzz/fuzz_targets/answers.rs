//! Answers of every kind; see tests/properties/answers.rs.

#![no_main]

#[path = "../../tests/properties/answers.rs"]
mod answers;
#[path = "../../tests/support/port.rs"]
mod port;

libfuzzer_sys::fuzz_target!(|input: &[u8]| answers::check(input));
