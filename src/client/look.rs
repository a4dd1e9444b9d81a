//! Whether the chat of a request is there already: before it is created, or after a creation of which nobody knows what became.

use super::attempt::{Limit, Stopped, aborted, stop};
use super::port::Port;
use super::search::{Candidate, Search};
use super::send::Sender;
use crate::endpoints::list_chats;
use crate::results::{CreatedChat, Failure};
use crate::text::date_time::push_date_time;

/// Between the creation and the first look, and between the looks: a new chat may not be listed at once.
const LOOK_AFTER_MS: [u64; 3] = [1_000, 3_000, 6_000];

/// How far Graph's clock may be behind the one here.
const GRACE_MS: u64 = 60_000;

/// The newest chat that is exactly the one, and the ids of the others.
pub(super) async fn existing<P: Port>(
    search: Search<'_>,
    sender: &mut Sender<'_, P>,
    user: Option<&str>,
) -> Result<Option<(Candidate, Vec<String>)>, Box<Failure>> {
    let first = list_chats::request(&search.options.graph, user, None);
    search.exact_matches(sender, first).await.map(newest)
}

/// Looks for a group whose creation began at a time and ended nobody knows how: what there is instead of the failure.
pub(super) async fn look<P: Port>(
    port: &P,
    search: Search<'_>,
    sender: &mut Sender<'_, P>,
    user: Option<&str>,
    began_ms: u64,
    mut failure: Box<Failure>,
) -> Result<CreatedChat, Box<Failure>> {
    let after_ms = began_ms.saturating_sub(GRACE_MS);
    let search = Search { created_after_ms: Some(after_ms), ..search };
    let mut since = String::new();
    push_date_time(&mut since, after_ms);
    let mut since = Some(since.as_str());
    for wait_ms in LOOK_AFTER_MS {
        let mut pause: Limit<'_> = Box::pin(port.sleep(wait_ms));
        if stop(port, &mut pause).await == Stopped::Aborted {
            return Err(aborted_after(failure));
        }
        let looked = loop {
            let first = list_chats::request(&search.options.graph, user, since);
            match search.exact_matches(sender, first).await {
                // Graph does not take the filter, which is undocumented.
                Err(refusal) if refusal.status == Some(400) && since.is_some() => since = None,
                looked => break looked,
            }
        };
        match looked.map(newest) {
            Ok(Some((Candidate { chat, .. }, duplicates))) => {
                let (request_id, attempts) = (failure.request_id.take(), failure.attempts);
                return Ok(CreatedChat::Created { chat, request_id, attempts, found: true, duplicates });
            }
            Ok(None) => {}
            Err(_) if port.is_aborted() => return Err(aborted_after(failure)),
            Err(refusal) => {
                // What keeps it from being found is what there is to do.
                if matches!(refusal.status, Some(401 | 403 | 412)) {
                    failure.hint = refusal.hint;
                    failure.docs_url = refusal.docs_url;
                }
                return Err(failure);
            }
        }
    }
    Err(failure)
}

fn newest(found: Vec<Candidate>) -> Option<(Candidate, Vec<String>)> {
    let mut found = found.into_iter();
    let newest = found.next()?;
    Some((newest, found.map(|other| other.id).collect()))
}

/// The abort, of a call of which is known what this failure says.
fn aborted_after(failure: Box<Failure>) -> Box<Failure> {
    let mut stopped = aborted();
    stopped.outcome = failure.outcome;
    stopped.attempts = failure.attempts;
    stopped.client_request_id = failure.client_request_id;
    stopped
}
