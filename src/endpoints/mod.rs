//! One file an endpoint: its request, what its answers mean, its hints. `batch` is an envelope for several.

pub(crate) mod batch;
pub(crate) mod create_chat;
mod ending;
pub(crate) mod get_operation;
mod hints;
mod messages;

pub(crate) use ending::Ending;
