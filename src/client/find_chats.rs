//! Finding the chats that are what a request asks for.

use super::attempt::aborted;
use super::client_options::{CallOptions, ClientOptions, FindOptions};
use super::matching::Match;
use super::pages::{Pages, elements};
use super::port::ResultsPort;
use super::race::{Raced, race};
use super::search::Search;
use super::send::Sender;
use super::wanted::Wanted;
use crate::endpoints::list_chats;
use crate::results::{Failure, FoundChat};
use crate::text::json::{Value, read};

/// Hands on each chat that has exactly the members of a request, and its topic where it has one: in Graph's order, a page at a time.
///
/// See <https://learn.microsoft.com/graph/api/chat-list>.
///
/// # Errors
/// The request has errors, or a list cannot be read; the caller aborted.
pub async fn find_chats<P: ResultsPort<FoundChat>>(
    port: &P,
    options: &ClientOptions,
    find: &FindOptions,
    request: &str,
) -> Result<(), Box<Failure>> {
    let wanted = &Wanted::read(request, &options.graph)?;
    let call = CallOptions { timeout_ms: find.timeout_ms, ..CallOptions::default() };
    let mut sender = Sender::new(port, options, &call);
    let search = Search { options, wanted, created_after_ms: find.created_after_ms };
    let first = list_chats::request(&options.graph, find.user.as_deref(), None);
    let mut pages = Pages::new(&options.graph, first);
    // A page may repeat what another had: chats move while they are listed.
    let mut given = Vec::new();
    until_wanted(port).await?;
    while let Some(page) = pages.next(&mut sender).await? {
        for chat in elements(&read(&page)) {
            let id = chat.get("id").and_then(Value::as_str).unwrap_or_default();
            if given.iter().any(|given| given == id) {
                continue;
            }
            if let Some(found) = search.look_at(&mut sender, chat, &mut None).await? {
                given.push(found.id);
                port.emit(FoundChat { chat: found.chat, is_exact: found.is == Match::Exact });
                until_wanted(port).await?;
            }
        }
    }
    Ok(())
}

/// Nothing is done before somebody waits for it.
pub(super) async fn until_wanted<T, P: ResultsPort<T>>(port: &P) -> Result<(), Box<Failure>> {
    match race(port.aborted(), port.wanted()).await {
        Raced::First(()) => Err(aborted()),
        Raced::Second(()) => Ok(()),
    }
}
