//! The loop over a port: send, decide, sleep. What the port does is up to the environment.

mod attempt;
mod create_chat;
mod create_chats;
#[cfg(all(target_arch = "wasm32", feature = "bindings"))]
pub(crate) mod fetch;
mod port;
mod race;
mod tries;
mod wait_for_operation;

pub use create_chat::create_chat;
pub use create_chats::{BulkPort, create_chats};
pub use port::Port;
pub use wait_for_operation::wait_for_operation;
