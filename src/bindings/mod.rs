//! What JavaScript calls. Each function converts, hands on to the core, and converts back.

mod check;
mod convert;
mod fetch;
mod hooks;
mod panic;
mod send;

pub use check::{build_chat, check_client_options, validate_chat};
pub(crate) use convert::{number, outcome_to_js};
pub use hooks::Hooks;
pub use hooks::Source;
pub use panic::start;
pub use send::{create_chat, create_chats, wait_for_operation};
