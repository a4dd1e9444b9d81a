//! Requests and options of every kind; see tests/properties/requests.rs.

#![no_main]

#[path = "../../tests/properties/requests.rs"]
mod requests;

libfuzzer_sys::fuzz_target!(|input: &[u8]| requests::check(input));
