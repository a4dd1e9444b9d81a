//! Looking for a chat in the lists that Graph gives.

use std::rc::Rc;

use super::client_options::ClientOptions;
use super::list_members::members_of;
use super::matching::{Match, listed};
use super::pages::{Pages, elements};
use super::send::Sends;
use super::wanted::{Seen, Wanted};
use crate::endpoints::Request;
use crate::results::Failure;
use crate::text::date_time;
use crate::text::insert::insert;
use crate::text::json::{Value, push_quoted, push_value, read};

/// Whose chats are looked through, and which of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Search<'s> {
    pub(super) options: &'s ClientOptions,
    pub(super) wanted: &'s Wanted,
    pub(super) created_after_ms: Option<u64>,
}

/// A chat that is the one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) id: String,
    pub(super) created_ms: u64,
    /// Graph's resource as JSON text, with all its members.
    pub(super) chat: String,
    pub(super) is: Match,
}

impl Search<'_> {
    /// What a listed chat is; where the list may show a part of its members, `whole` has them all, or they are read into it.
    pub(super) async fn look_at(
        &self,
        sender: &mut dyn Sends,
        chat: Value<'_>,
        whole: &mut Option<String>,
    ) -> Result<Option<Candidate>, Box<Failure>> {
        let Some(id) = chat.get("id").and_then(Value::as_str) else { return Ok(None) };
        let (is, members) = match self.wanted.see(chat, self.created_after_ms) {
            Seen::Other => return Ok(None),
            Seen::Same(is) => (is, None),
            Seen::Cut => {
                if whole.is_none() {
                    *whole = Some(members_of(sender, self.options, id).await?);
                }
                let members = whole.as_deref().unwrap_or_default();
                let Some(is) = self.wanted.matches(&listed(elements(&read(members)))) else {
                    return Ok(None);
                };
                (is, Some(members))
            }
        };
        let created = chat.get("createdDateTime").and_then(Value::as_str).and_then(date_time::to_ms);
        Ok(Some(Candidate {
            id: id.to_owned(),
            created_ms: created.unwrap_or_default(),
            chat: with_members(chat, members),
            is,
        }))
    }
}

/// The pages of a list, whole or not at all.
pub(super) async fn read_pages(
    sender: &mut dyn Sends,
    options: &ClientOptions,
    first: Request,
) -> Result<Vec<String>, Box<Failure>> {
    let mut pages = Pages::new(&options.graph, first);
    let mut texts = Vec::new();
    while let Some(page) = pages.next(sender).await? {
        texts.push(page);
    }
    Ok(texts)
}

/// For each that is wanted every exact match in a list, the newest first.
pub(super) async fn exact_matches(
    sender: &mut dyn Sends,
    options: &ClientOptions,
    pages: &[String],
    wanted: &[(Rc<Wanted>, Option<u64>)],
) -> Result<Vec<Vec<Candidate>>, Box<Failure>> {
    let mut matches: Vec<Vec<Candidate>> = wanted.iter().map(|_| Vec::new()).collect();
    for page in pages {
        for chat in elements(&read(page)) {
            let mut whole = None;
            for ((wanted, created_after_ms), found) in wanted.iter().zip(&mut matches) {
                let search = Search { options, wanted, created_after_ms: *created_after_ms };
                let candidate = search.look_at(sender, chat, &mut whole).await?;
                let Some(candidate) = candidate else { continue };
                // A page may repeat a chat of the one before, as chats move while they are listed.
                if candidate.is == Match::Exact && found.iter().all(|other| other.id != candidate.id) {
                    let newer = found.iter().filter(|other| other.created_ms >= candidate.created_ms).count();
                    insert(found, newer, candidate);
                }
            }
        }
    }
    Ok(matches)
}

/// A chat as it was listed, with these members where it was listed with a part of them.
fn with_members(chat: Value<'_>, whole: Option<&str>) -> String {
    let mut text = String::new();
    let document = whole.map(read).unwrap_or_default();
    let Some(members) = document.get("value") else {
        push_value(&mut text, chat);
        return text;
    };
    text.push('{');
    for (name, value) in chat.properties().filter(|(name, _)| !name.starts_with("members")) {
        push_quoted(&mut text, name);
        text.push(':');
        push_value(&mut text, value);
        text.push(',');
    }
    text.push_str("\"members\":");
    push_value(&mut text, members);
    text.push('}');
    text
}
