//! The boundary to JavaScript, in one place; `src/js/boundary.ts` says the same in TypeScript.
//!
//! | what crosses | how |
//! | --- | --- |
//! | requests, options, Graph's resources | JSON text (`exports.rs`) |
//! | results, issues, attempts, progress | objects with named fields, by serde-wasm-bindgen (`convert.rs`) |
//! | failures | the fields of `Failure` become a `ChatError` (`convert.rs`) |
//! | what takes time | promises, both ways: `future_to_promise` and `JsFuture` (`exports.rs`, `imports.rs`) |
//! | what was thrown in JavaScript | name, code and message of it (`imports.rs`) |
//!
//! Rust issues the fetch and reads the answer (`fetch.rs`). JavaScript keeps what Rust cannot do: listening to the caller's signal,
//! reading the caller's iterable, calling the caller back.

mod convert;
mod exports;
mod fetch;
mod imports;
mod panic;
mod port;

pub use exports::{
    add_members, build_chat, check_client_options, create_chat, create_chats, find_chats, list_members,
    missing_members, send_message, validate_chat, wait_for_operation,
};
pub use imports::{Call, Sink, Source};
pub use panic::start;
