//! The module that JavaScript loads: the library's bindings and nothing else.
#[cfg(target_arch = "wasm32")]
pub use msgraph_chats::bindings::*;
