//! One file an endpoint: its request, its permissions, whether it may be repeated, how its answer is read. `endpoint` is the form of
//! such a file, `answer` what statuses mean for all of them, and `batch` an envelope for several requests.

pub(crate) mod add_member;
mod answer;
pub(crate) mod batch;
pub(crate) mod create_chat;
mod ending;
mod endpoint;
pub(crate) mod get_chat;
pub(crate) mod get_operation;
mod hints;
pub(crate) mod list_chats;
pub(crate) mod list_members;
mod messages;
pub(crate) mod send_message;

pub(crate) use answer::{Answer, Failed, judge};
pub(crate) use ending::Ending;
pub(crate) use endpoint::{Endpoint, Repeat, Request};
