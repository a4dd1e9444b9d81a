//! Checks, builds and sends the bodies of Microsoft Graph's
//! [Create chat](https://learn.microsoft.com/graph/api/chat-post) (`POST /chats`).
//!
//! [`validate_chat`] and [`build_chat`] need nothing but the request. [`create_chat`], [`create_chats`] and
//! [`wait_for_operation`] send over a [`Port`], which brings network, clock and token.

#[cfg(all(target_arch = "wasm32", feature = "bindings"))]
pub mod bindings;
mod building;
mod chats;
mod json;
mod model;
mod plain;
mod protocol;
mod search;
mod transport;
mod validation;

pub use building::base_url::BaseUrl;
pub use building::cloud::{ApiVersion, Cloud};
pub use building::{GraphOptions, OptionsError};
pub use chats::{build_chat, validate_chat};
pub use model::{
    Attempt, BulkProgress, Cause, ChatOutcome, CreatedChat, Failure, FailureKind, Headers, HttpRequest,
    HttpResponse, Method, Outcome,
};
pub use protocol::client_options::{BulkOptions, CallOptions, ClientOptions, WaitOptions};
pub use transport::{BulkPort, Port, create_chat, create_chats, wait_for_operation};
pub use validation::{IssueCode, Severity, ValidationIssue};
