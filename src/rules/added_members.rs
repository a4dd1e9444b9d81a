//! Members that are added to a chat: the rules for a member, each for itself.

use std::mem;

use super::{Context, member};
use crate::graph::GraphOptions;
use crate::rules::checked::CheckedMember;
use crate::rules::issue::{IssueCode, Severity, ValidationIssue};
use crate::rules::json_pointer::Pointer;
use crate::rules::seen_users::SeenUsers;
use crate::text::json::Value;

/// Reads a list of members: each, or its issues where one of them is an error.
pub(crate) fn check_members<'a>(
    list: Value<'a>,
    options: &GraphOptions,
) -> Vec<Result<CheckedMember<'a>, Vec<ValidationIssue>>> {
    let pointer = &Pointer::Property(&Pointer::Root, "members");
    let mut context = Context { options, issues: Vec::new() };
    let mut members = Vec::new();
    let mut seen = SeenUsers::with_capacity(list.elements().count());
    let check = |(position, element)| {
        let before = members.len();
        member::check(&mut context, element, position, &pointer.element(position), &mut members, &mut seen);
        let mut issues = mem::take(&mut context.issues);
        // At creation alone it has no effect.
        issues.retain(|issue| issue.code != IssueCode::MemberHistoryAtCreation);
        match members.get(before) {
            Some(member) if issues.iter().all(|issue| issue.severity == Severity::Warning) => {
                Ok(member.clone())
            }
            _ => Err(issues),
        }
    };
    list.elements().enumerate().map(check).collect()
}
