//! The rules: every issue of a request, in document order, and what the request says.

mod checked;
mod id_letters;
mod issue;
mod json_pointer;
mod rules;
mod seen_users;
mod text;

pub(crate) use checked::{Annotations, AppReference, ChatType, CheckedApp, CheckedChat, CheckedMember, Role};
pub(crate) use id_letters::{ENCODED, KEPT, class_of};
pub use issue::{IssueCode, Severity, ValidationIssue};
pub(crate) use rules::check;
pub(crate) use seen_users::SeenUsers;
pub(crate) use text::trim;
