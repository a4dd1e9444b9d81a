//! Requests that are right at first sight: read in one pass and written in another.
//!
//! A member takes 1,200 instructions here in the short form and 3,800 by the rules, in Graph's form 1,300 and 13,200
//! (`tests/scripts/linear-cost.test.mjs` counts them, `npm run bench` has a row for both ways). Where that no longer pays, drop it.
//!
//! Nearly every request is written as `JSON.stringify` writes it, in the order of Graph's examples, and names its users by ids
//! that need no closer look. This knows such requests byte by byte and gives up at the first byte that is different; what that
//! one means is for the rules to say. So it may be ignorant, but never wrong: where it gives a body the rules find no error,
//! and build the same.

mod reader;

use std::borrow::Cow;

use self::reader::{FastMember, read};
use crate::body::ChatBody;
use crate::body::chat_body::{member_opening, users_root};
use crate::graph::GraphOptions;
use crate::graph::bind_url::push_user_id;
use crate::rules::{ChatType, Role, SeenUsers};

/// What stands behind the id of a member.
const LAST: &str = "')\"}";

/// The body of a request that is right at first sight, borrowed where that is the request itself; `None` where the rules have to look.
pub(crate) fn build<'a>(request: &'a str, options: &GraphOptions) -> Option<ChatBody<'a>> {
    let users = users_root(options);
    let chat = read(request, &users)?;
    let allowed = match chat.chat_type {
        ChatType::OneOnOne => chat.members.len() == 2 && !chat.has_topic,
        ChatType::Group => !chat.members.is_empty(),
    };
    if !allowed || has_duplicates(&chat.members) || !names_caller(&chat.members, options) {
        return None;
    }
    let built = chat.members.iter().filter(|member| member.given.is_none()).count();
    if built == 0 {
        return Some(ChatBody { chat_type: chat.chat_type, text: Cow::Borrowed(request) });
    }
    let longest = member_opening(Role::Owner).len().saturating_add(users.len()).saturating_add(LAST.len());
    let mut body = String::with_capacity(request.len().saturating_add(built.saturating_mul(longest)));
    body.push_str(chat.head);
    for (index, member) in chat.members.iter().enumerate() {
        if index > 0 {
            body.push(',');
        }
        match member.given {
            Some(given) => body.push_str(given),
            None => push_member(&mut body, member, &users),
        }
    }
    body.push_str("]}");
    Some(ChatBody { chat_type: chat.chat_type, text: Cow::Owned(body) })
}

fn push_member(body: &mut String, member: &FastMember<'_>, users: &str) {
    body.push_str(member_opening(member.role));
    body.push_str(users);
    if member.is_kept {
        body.push_str(member.id);
    } else {
        push_user_id(body, member.id);
    }
    body.push_str(LAST);
}

fn has_duplicates(members: &[FastMember<'_>]) -> bool {
    let mut seen = SeenUsers::with_capacity(members.len());
    let id_of = |index: usize| members.get(index).map(|member| member.id);
    members.iter().enumerate().any(|(index, member)| seen.insert(member.id, index, id_of).is_some())
}

/// Whether the caller is a member for certain, where that is to be checked.
fn names_caller(members: &[FastMember<'_>], options: &GraphOptions) -> bool {
    let Some(caller) = options.caller.as_deref() else { return true };
    members.iter().any(|member| member.id.eq_ignore_ascii_case(caller))
}

#[cfg(test)]
mod tests;
