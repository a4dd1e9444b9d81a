//! From a request to the body of *Create chat*.

mod chat_body;
mod chats;
mod fast_path;

pub(crate) use chats::checked_body;
#[cfg(any(test, all(target_arch = "wasm32", feature = "bindings")))]
pub(crate) use chats::read;
pub use chats::{build_chat, validate_chat};
