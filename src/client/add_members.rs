//! Adding members to a chat, one at a time.

use super::attempt::{Stopped, aborted, pause};
use super::client_options::{CallOptions, ClientOptions};
use super::find_chats::until_wanted;
use super::list_members::{check_chat_id, members_of};
use super::matching::{listed, pair};
use super::pages::elements;
use super::port::ResultsPort;
use super::send::{Sender, Sends};
use crate::body::member_bodies;
use crate::endpoints::add_member as endpoint;
use crate::results::{Failure, FailureKind, MemberOutcome};
use crate::text::json::read;

/// Graph's limit for one chat is one request a second.
const INTERVAL_MS: u64 = 1_000;

/// Adds the members of a JSON array to a chat; hands on an outcome for each, in the order given.
///
/// See <https://learn.microsoft.com/graph/api/chat-post-members>.
///
/// # Errors
/// The chat's id or the list cannot be used. What is wrong with one member is its outcome.
pub async fn add_members<P: ResultsPort<MemberOutcome>>(
    port: &P,
    options: &ClientOptions,
    call: &CallOptions,
    chat_id: &str,
    members: &str,
) -> Result<(), Box<Failure>> {
    check_chat_id(chat_id)?;
    let Some(members) = member_bodies(members, &options.graph) else {
        return Err(Failure::new(
            FailureKind::Usage,
            "The members must be a list: an array, or another iterable.",
        ));
    };
    let mut sender = Sender::new(port, options, call);
    let mut list: Option<String> = None;
    let mut was_sent = false;
    for (index, member) in members.into_iter().enumerate() {
        let _ = until_wanted(port).await;
        let result = match member {
            _ if port.is_aborted() => Err(aborted()),
            Err(failure) => Err(failure),
            Ok((user, body)) => {
                if pause(port, if was_sent { INTERVAL_MS } else { 0 }).await == Stopped::Aborted {
                    Err(aborted())
                } else {
                    was_sent = true;
                    let request = endpoint::request(&options.graph, chat_id, body);
                    match sender.send(request).await {
                        Ok(_) => Ok(()),
                        Err(failure) if matches!(failure.status, Some(400 | 409)) => {
                            if list.is_none() {
                                list = members_of(&mut sender, options, chat_id).await.ok();
                            }
                            let is_there = list.as_deref().is_some_and(|list| has(list, &user));
                            if is_there { Ok(()) } else { Err(failure) }
                        }
                        Err(failure) => Err(failure),
                    }
                }
            }
        };
        port.emit(MemberOutcome { index, result });
    }
    Ok(())
}

/// Whether a user is among the members.
fn has(list: &str, user: &str) -> bool {
    pair(&[user], &listed(elements(&read(list)))).is_found == [true]
}
