//! The boundary to JavaScript, in one place; `src/js/boundary.ts` says the same in TypeScript.
//!
//! | what crosses | how |
//! | --- | --- |
//! | requests, options, Graph's resources | JSON text (`exports.rs`) |
//! | calls that take time | one function, with the name of the call (`action.rs`) |
//! | results, issues, attempts, progress | objects with named fields, by serde-wasm-bindgen (`convert.rs`) |
//! | failures | the fields of `Failure` become a `ChatError` (`convert.rs`) |
//! | what takes time | promises, both ways: `future_to_promise` and `JsFuture` (`exports.rs`, `imports.rs`) |
//! | what was thrown in JavaScript | name, code and message of it (`imports.rs`) |
//!
//! Rust issues the fetch and reads the answer (`fetch.rs`). JavaScript keeps what Rust cannot do: listening to the caller's signal,
//! reading the caller's iterable, calling the caller back.

mod action;
mod convert;
mod exports;
mod fetch;
mod imports;
mod panic;
mod port;

pub use action::Action;
pub use exports::{build_chat, call, check_client_options, validate_chat};
pub use imports::{Call, Results};
pub use panic::start;
