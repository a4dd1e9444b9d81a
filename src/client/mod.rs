//! The calls, over a port: each a file, and below them what sends, decides, waits and looks. What the port does is up to the
//! environment.

mod add_members;
mod attempt;
mod bulk;
pub(crate) mod client_options;
mod create_chat;
mod find_chats;
mod list_members;
mod look;
mod matching;
pub(crate) mod option_names;
mod pace;
mod pages;
mod poll;
mod port;
mod race;
pub(crate) mod raw_options;
mod retry;
mod retry_state;
mod search;
mod send;
mod send_message;
mod wanted;

pub use add_members::add_members;
pub use bulk::{BulkPort, create_chats};
pub use create_chat::create_chat;
pub use find_chats::find_chats;
pub use list_members::{list_members, missing_members};
pub use poll::wait_for_operation;
pub use port::{Port, ResultsPort};
pub use send_message::send_message;
