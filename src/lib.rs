//! Checks, builds and sends the bodies of Microsoft Graph's
//! [Create chat](https://learn.microsoft.com/graph/api/chat-post) (`POST /chats`).

#[cfg(all(target_arch = "wasm32", feature = "bindings"))]
pub mod bindings;
mod building;
mod chats;
mod json;
mod model;
mod protocol;
mod transport;
mod validation;

pub use building::base_url::BaseUrl;
pub use building::cloud::{ApiVersion, Cloud};
pub use building::{GraphOptions, OptionsError};
pub use chats::{build_chat, validate_chat};
pub use model::{
    Attempt, Cause, CreatedChat, Failure, FailureKind, Headers, HttpRequest, HttpResponse, Method, Outcome,
};
pub use protocol::client_options::{CallOptions, ClientOptions, WaitOptions};
pub use transport::{Port, create_chat, wait_for_operation};
pub use validation::{IssueCode, Severity, ValidationIssue};
