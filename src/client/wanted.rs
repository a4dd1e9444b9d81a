//! What a request asks of a chat that may exist.

use super::matching::{Listed, Match, WantedTopic, is_of_type, listed, match_members};
use crate::body::validation_failure;
use crate::graph::GraphOptions;
use crate::results::Failure;
use crate::rules::{ChatType, CheckedChat, Severity, ValidationIssue, check};
use crate::text::date_time;
use crate::text::insert::insert;
use crate::text::json::{Value, parse};
use crate::text::lexical::{fold_case, trim};

/// The chat that a request is about.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(super) chat_type: ChatType,
    topic: WantedTopic,
    pub(super) users: Vec<String>,
    /// Where each user stands among the members of the request.
    pub(super) positions: Vec<usize>,
    /// The same for requests with the same members and the same topic.
    key: String,
}

/// What a listed chat is, as far as the list shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    Other,
    /// It may be the one, but the list may show a part of its members only.
    Cut,
    Same(Match),
}

/// Graph shows 25 members in a list of chats at most; from here on a list is not believed to be whole.
const SHOWN_FOR_CERTAIN: usize = 20;

impl Wanted {
    /// Reads a request, which must have no error.
    pub(crate) fn read(request: &str, options: &GraphOptions) -> Result<Self, Box<Failure>> {
        let document = parse(request);
        let Some(document) = &document else {
            return Err(validation_failure(vec![ValidationIssue::not_an_object()]));
        };
        let (chat, issues) = check(document.root(), options);
        match chat.chat_type {
            Some(chat_type) if issues.iter().all(|issue| issue.severity == Severity::Warning) => {
                Ok(Self::of(&chat, chat_type))
            }
            _ => Err(validation_failure(issues)),
        }
    }

    fn of(chat: &CheckedChat<'_>, chat_type: ChatType) -> Self {
        let topic = WantedTopic::of_request(chat.topic);
        let mut sorted = Vec::new();
        for member in &chat.members {
            let id = fold_case(&member.id);
            let place = sorted.binary_search(&id).unwrap_or_else(|place| place);
            insert(&mut sorted, place, id);
        }
        let mut key = String::new();
        for id in &sorted {
            key.push_str(id);
            key.push('\n');
        }
        key.push('\n');
        key.push_str(chat.topic.and_then(Value::as_str).map_or("", trim));
        Self {
            chat_type,
            topic,
            users: chat.members.iter().map(|member| member.id.clone().into_owned()).collect(),
            positions: chat.members.iter().map(|member| member.position).collect(),
            key,
        }
    }

    pub(super) fn is_group(&self) -> bool {
        self.chat_type == ChatType::Group
    }

    /// The same for groups that creating makes equal: same members, same topic.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// The chat that creating it makes: without a topic where none is given.
    pub(super) fn into_created(self) -> Self {
        Self { topic: self.topic.into_created(), ..self }
    }

    /// What a chat is whose members are listed beside it.
    pub(super) fn see(&self, chat: Value<'_>, created_after_ms: Option<u64>) -> Seen {
        let text = |name: &str| chat.get(name).and_then(Value::as_str);
        let is_too_old = created_after_ms.is_some_and(|after_ms| {
            text("createdDateTime").and_then(date_time::to_ms).is_none_or(|at_ms| at_ms < after_ms)
        });
        if is_too_old || !is_of_type(chat, self.chat_type) || !self.topic.allows(text("topic")) {
            return Seen::Other;
        }
        let members = chat.get("members").filter(|members| members.is_array());
        let shown = chat.of("members").elements().count();
        let listed = listed(chat.of("members").elements());
        if listed.len() > self.users.len() {
            Seen::Other
        } else if members.is_none()
            || shown >= SHOWN_FOR_CERTAIN
            || chat.get("members@odata.nextLink").is_some()
        {
            Seen::Cut
        } else {
            self.matches(&listed).map_or(Seen::Other, Seen::Same)
        }
    }

    /// The same of all members of such a chat.
    pub(super) fn matches(&self, members: &[Listed<'_>]) -> Option<Match> {
        match_members(&self.users, members, self.topic.is_telling())
    }
}
