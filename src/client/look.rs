//! Whether the chat of a request is there already: before it is created, or after a creation of which nobody knows what became.

use std::cell::Cell;
use std::rc::Rc;

use super::attempt::{Stopped, aborted, pause};
use super::client_options::ClientOptions;
use super::port::Port;
use super::search::{Candidate, exact_matches, read_pages};
use super::send::Sends;
use super::wanted::Wanted;
use crate::endpoints::list_chats;
use crate::results::{CreatedChat, Failure};
use crate::text::date_time::push_date_time;

/// Between the creation and the first look, and between the looks: a new chat may not be listed at once.
pub(super) const LOOK_AFTER_MS: [u64; 3] = [1_000, 3_000, 6_000];

/// How far Graph's clock may be behind the one here.
const GRACE_MS: u64 = 60_000;

/// From when on a chat is listed that was created after this time here.
pub(super) fn with_grace(began_ms: u64) -> u64 {
    began_ms.saturating_sub(GRACE_MS)
}

/// The pages of the chats that were updated since a time, or of all. Remembers where Graph does not take the filter, which is
/// undocumented.
pub(super) async fn read_list(
    sender: &mut dyn Sends,
    options: &ClientOptions,
    user: Option<&str>,
    since_ms: Option<u64>,
    takes_filter: &Cell<bool>,
) -> Result<Vec<String>, Box<Failure>> {
    let since = since_ms.map(|since_ms| {
        let mut since = String::new();
        push_date_time(&mut since, since_ms);
        since
    });
    loop {
        let since = since.as_deref().filter(|_| takes_filter.get());
        match read_pages(sender, options, list_chats::request(&options.graph, user, since)).await {
            Err(refusal) if refusal.status == Some(400) && since.is_some() => takes_filter.set(false),
            pages => return pages,
        }
    }
}

/// The chats that are exactly what is wanted, and were created after its time where it has one, the newest first.
pub(super) async fn matches(
    sender: &mut dyn Sends,
    options: &ClientOptions,
    user: Option<&str>,
    wanted: &(Rc<Wanted>, Option<u64>),
    takes_filter: &Cell<bool>,
) -> Result<Vec<Candidate>, Box<Failure>> {
    let pages = read_list(sender, options, user, wanted.1, takes_filter).await?;
    let found = exact_matches(sender, options, &pages, std::slice::from_ref(wanted)).await?;
    Ok(found.into_iter().next().unwrap_or_default())
}

/// Looks for a group whose creation began at a time and ended nobody knows how: what there is instead of the failure.
pub(super) async fn look<P: Port>(
    port: &P,
    sender: &mut dyn Sends,
    options: &ClientOptions,
    user: Option<&str>,
    (wanted, began_ms): (Rc<Wanted>, u64),
    mut failure: Box<Failure>,
) -> Result<CreatedChat, Box<Failure>> {
    let wanted = (wanted, Some(with_grace(began_ms)));
    let takes_filter = Cell::new(true);
    for wait_ms in LOOK_AFTER_MS {
        if pause(port, wait_ms).await == Stopped::Aborted {
            return Err(aborted_after(&failure));
        }
        match matches(sender, options, user, &wanted, &takes_filter).await {
            Ok(found) => {
                if let Some(created) = newest(found, Some(&failure), 0) {
                    return Ok(created);
                }
            }
            Err(_) if port.is_aborted() => return Err(aborted_after(&failure)),
            Err(refusal) => {
                advise(&mut failure, &refusal);
                return Err(failure);
            }
        }
    }
    Err(not_found(failure))
}

/// The failure of a group that was looked for in vain.
pub(super) fn not_found(mut failure: Box<Failure>) -> Box<Failure> {
    failure.hint = Some(
        "The group was looked for three times within 10 s and is not listed. It may be later: look once more (findChats) before creating it again."
            .into(),
    );
    failure
}

/// What keeps a group from being found is what there is to do.
pub(super) fn advise(failure: &mut Failure, refusal: &Failure) {
    if matches!(refusal.status, Some(401 | 403 | 412)) {
        failure.hint = Some("The chat may exist, but could not be looked for.".into());
        failure.advise(refusal.hint.as_deref().unwrap_or_default());
        failure.docs_url = refusal.docs_url;
    }
}

/// The abort, of a call of which is known what this failure says.
pub(super) fn aborted_after(failure: &Failure) -> Box<Failure> {
    let mut stopped = aborted();
    stopped.outcome = failure.outcome;
    stopped.attempts = failure.attempts;
    stopped.client_request_id.clone_from(&failure.client_request_id);
    stopped
}

/// The newest of these in place of a chat that is created; after a creation of which this failure is known, where there was one.
/// The others are its duplicates, except for the next few, which are for requests that are equal.
pub(super) fn newest(
    candidates: Vec<Candidate>,
    failure: Option<&Failure>,
    for_equals: usize,
) -> Option<CreatedChat> {
    let mut candidates = candidates.into_iter();
    Some(CreatedChat::Created {
        chat: candidates.next()?.chat,
        request_id: failure.and_then(|failure| failure.request_id.clone()),
        attempts: failure.map_or(0, |failure| failure.attempts),
        found: true,
        duplicates: candidates.skip(for_equals).map(|other| other.id).collect(),
    })
}
