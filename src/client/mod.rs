//! The loop over a port: send, decide, sleep. What the port does is up to the environment.

mod attempt;
mod bulk;
pub(crate) mod client_options;
mod create_chat;
#[cfg(test)]
mod matching;
mod pace;
mod poll;
mod port;
mod race;
mod retry;
mod retry_state;
mod send;

pub use bulk::{BulkPort, create_chats};
pub use create_chat::create_chat;
#[cfg(all(target_arch = "wasm32", feature = "bindings"))]
pub(crate) use create_chat::send_body;
pub use poll::wait_for_operation;
pub use port::Port;
