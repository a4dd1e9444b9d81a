//! From the short form to Graph's body.

pub(crate) mod base_url;
pub(crate) mod bind_url;
mod chat_body;
pub(crate) mod cloud;
mod graph_options;
pub(crate) mod percent;

pub(crate) use chat_body::{member_opening, push_chat_body, users_root};
pub use graph_options::{GraphOptions, OptionsError};
