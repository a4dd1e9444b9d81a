//! Who is in a chat, and who of a request is missing.

use super::client_options::{CallOptions, ClientOptions};
use super::matching::{is_address, listed, pair};
use super::pages::{elements, read_all};
use super::port::Port;
use super::send::{Sender, Sends};
use super::wanted::Wanted;
use crate::endpoints::list_members as endpoint;
use crate::graph::chat_id::is_chat_id;
use crate::results::{Failure, FailureKind, MissingMembers};
use crate::text::json::read;

/// All members of a chat, as the JSON text of an object whose `value` is the list of Graph's resources.
///
/// See <https://learn.microsoft.com/graph/api/chat-list-members>.
///
/// # Errors
/// The list cannot be read, or not all of it: half of one is never given.
pub async fn list_members<P: Port>(
    port: &P,
    options: &ClientOptions,
    call: &CallOptions,
    chat_id: &str,
) -> Result<String, Box<Failure>> {
    members_of(&mut Sender::new(port, options, call), options, chat_id).await
}

pub(super) async fn members_of(
    sender: &mut dyn Sends,
    options: &ClientOptions,
    chat_id: &str,
) -> Result<String, Box<Failure>> {
    check_chat_id(chat_id)?;
    read_all(sender, &options.graph, endpoint::request(&options.graph, chat_id)).await
}

/// Who of a request is not in a chat, and who is there besides.
///
/// # Errors
/// The request has errors, or the members cannot be read.
pub async fn missing_members<P: Port>(
    port: &P,
    options: &ClientOptions,
    call: &CallOptions,
    chat_id: &str,
    request: &str,
) -> Result<MissingMembers, Box<Failure>> {
    check_chat_id(chat_id)?;
    let wanted = Wanted::read(request, &options.graph)?;
    let list = list_members(port, options, call, chat_id).await?;
    let document = read(&list);
    let listed = listed(elements(&document));
    let pairs = pair(&wanted.users, &listed);
    let is_unexpected = listed.iter().zip(&pairs.is_wanted).filter(|(_, is_wanted)| !**is_wanted);
    let unexpected: Vec<_> = is_unexpected.map(|(member, _)| member.position).collect();
    let mut result = MissingMembers { unexpected, ..MissingMembers::default() };
    // One whom nobody is matched by may go by another address here.
    let somebody_is_unexpected = !result.unexpected.is_empty();
    for ((position, user), _) in
        wanted.positions.iter().zip(&wanted.users).zip(&pairs.is_found).filter(|(_, is_found)| !**is_found)
    {
        let is_uncertain = somebody_is_unexpected && is_address(user);
        if is_uncertain { &mut result.uncertain } else { &mut result.missing }.push(*position);
    }
    drop(document);
    result.members = list;
    Ok(result)
}

/// Refuses what can be no chat's id.
pub(super) fn check_chat_id(text: &str) -> Result<(), Box<Failure>> {
    if is_chat_id(text) {
        return Ok(());
    }
    let message = "The chat's id must be text as Graph gives it, e.g. 19:…@thread.v2 (created.chatId): no URL, nothing escaped.";
    Err(Failure::new(FailureKind::Usage, message))
}
