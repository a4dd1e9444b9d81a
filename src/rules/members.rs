//! The members as a whole: membersMissing, membersNotArray, membersEmpty, oneOnOneNeedsTwoMembers, groupHasOneMember, groupTooLarge,
//! groupOverAddLimit, callerNotMember.

use std::mem;

use super::{Context, meant, member};
use crate::rules::checked::{ChatType, CheckedMember};
use crate::rules::issue::IssueCode;
use crate::rules::json_pointer::Pointer;
use crate::rules::seen_users::SeenUsers;
use crate::text::json::{Value, push_number};
use crate::text::lexical::{is_guid, is_same_user, is_upn_shaped};

/// How many people Teams adds at one time, at creation too.
const ADD_LIMIT: usize = 200;

pub(super) fn check<'a>(
    context: &mut Context<'_>,
    value: Option<Value<'a>>,
    chat_type: Option<ChatType>,
    request: Value<'_>,
) -> Vec<CheckedMember<'a>> {
    let pointer = &Pointer::Property(&Pointer::Root, "members");
    let Some(value) = value.filter(|value| !value.is_null()) else {
        context.report_meant(IssueCode::MembersMissing, pointer, request, (&["members"], meant::CHAT));
        return Vec::new();
    };
    if !value.is_array() {
        let advice = meant::advice_for(value).unwrap_or(IssueCode::MembersNotArray.message());
        context.report_with(IssueCode::MembersNotArray, pointer, advice);
        return Vec::new();
    }
    let count = value.elements().count();
    check_number(context, count, chat_type, pointer);

    let mut issues = mem::take(&mut context.issues);
    let mut members = Vec::with_capacity(count);
    let mut seen = SeenUsers::with_capacity(count);
    for (position, element) in value.elements().enumerate() {
        member::check(context, element, position, &pointer.element(position), &mut members, &mut seen);
    }
    // What is about the members as a whole stands before what is about each of them.
    mem::swap(&mut context.issues, &mut issues);
    if count > 0 && members.len() == count && caller_is_absent(context, &members) {
        context.report(IssueCode::CallerNotMember, pointer);
    }
    context.issues.append(&mut issues);
    members
}

fn check_number(context: &mut Context<'_>, count: usize, chat_type: Option<ChatType>, pointer: &Pointer<'_>) {
    let largest = context.options.cloud.largest_group();
    match chat_type {
        _ if count == 0 => context.report(IssueCode::MembersEmpty, pointer),
        Some(ChatType::OneOnOne) if count != 2 => {
            let mut message = String::from(
                "A oneOnOne chat has exactly 2 members, the caller and one other; this one has ",
            );
            push_number(&mut message, count);
            message.push('.');
            context.report_with(IssueCode::OneOnOneNeedsTwoMembers, pointer, message);
        }
        Some(ChatType::Group) if count == 1 => {
            context.report(IssueCode::GroupHasOneMember, pointer);
        }
        Some(ChatType::Group) if count > largest => {
            let mut message = String::from("The group has ");
            push_number(&mut message, count);
            message.push_str(" members; a private chat in this cloud holds ");
            push_number(&mut message, largest);
            message.push_str(", and Graph has been seen to drop the rest without an error: split the group.");
            context.report_with(IssueCode::GroupTooLarge, pointer, message);
        }
        Some(ChatType::Group) if count > ADD_LIMIT => {
            let mut message = String::from("The group has ");
            push_number(&mut message, count);
            message.push_str(" members; Teams adds 200 at most at one time: create it with 200, and add the others afterwards.");
            context.report_with(IssueCode::GroupOverAddLimit, pointer, message);
        }
        _ => {}
    }
}

/// Whether the caller is named by the same kind of id as every member, and is none of them.
fn caller_is_absent(context: &Context<'_>, members: &[CheckedMember<'_>]) -> bool {
    let Some(caller) = context.options.caller.as_deref() else {
        return false;
    };
    let kind = if is_guid(caller) {
        is_guid
    } else if is_upn_shaped(caller) {
        is_upn_shaped
    } else {
        return false;
    };
    members.iter().all(|member| kind(&member.id) && !is_same_user(&member.id, caller))
}
