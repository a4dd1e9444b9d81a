//! Checks, builds and sends the bodies of Microsoft Graph's
//! [Create chat](https://learn.microsoft.com/graph/api/chat-post) (`POST /chats`).
//!
//! [`validate_chat`] and [`build_chat`] need nothing but the request. [`create_chat`], [`create_chats`], [`wait_for_operation`],
//! [`find_chats`], [`list_members`], [`missing_members`], [`add_members`] and [`send_message`] send over a [`Port`], which brings
//! network, clock and token.

#[cfg(all(target_arch = "wasm32", feature = "bindings"))]
pub mod bindings;
mod body;
mod client;
mod endpoints;
mod graph;
mod results;
mod rules;
mod text;

pub use body::{build_chat, validate_chat};
pub use client::client_options::{
    BulkOptions, CallOptions, ClientOptions, FindOptions, IfExists, OnUnknown, WaitOptions,
};
pub use client::{
    BulkPort, Port, ResultsPort, add_members, create_chat, create_chats, find_chats, list_members,
    missing_members, send_message, wait_for_operation,
};
pub use graph::base_url::BaseUrl;
pub use graph::cloud::{ApiVersion, Cloud};
pub use graph::{GraphOptions, Headers, HttpRequest, HttpResponse, Method, OptionsError};
pub use results::{
    Attempt, BulkProgress, Cause, ChatOutcome, CreatedChat, Failure, FailureKind, FoundChat, MemberOutcome,
    MissingMembers, Outcome, SentMessage,
};
pub use rules::{IssueCode, Severity, ValidationIssue};
