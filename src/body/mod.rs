//! From a request to the body of *Create chat*.

mod chat_body;
mod chats;
mod fast_path;
mod other_bodies;

pub(crate) use chats::{ChatBody, checked_body, validation_failure};
pub use chats::{build_chat, validate_chat};
pub(crate) use other_bodies::{member_bodies, message_body};
