//! From a request to the body of *Create chat*.

mod chat_body;
mod chats;
mod fast_path;

#[cfg(all(target_arch = "wasm32", feature = "bindings"))]
pub(crate) use chats::issues;
pub(crate) use chats::{ChatBody, checked_body};
pub use chats::{build_chat, validate_chat};
