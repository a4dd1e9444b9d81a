//! The one pass over a request that is expected to be right.

use super::LAST;
use crate::body::chat_body::member_opening;
use crate::graph::{ENCODED, KEPT, LENGTHS, class_of};
use crate::rules::{ChatType, Role};

/// A request, as far as it is known.
pub(super) struct FastChat<'a> {
    pub(super) chat_type: ChatType,
    pub(super) has_topic: bool,
    /// Everything before the first member, which a body has as well.
    pub(super) head: &'a str,
    pub(super) members: Vec<FastMember<'a>>,
}

/// A member.
pub(super) struct FastMember<'a> {
    pub(super) id: &'a str,
    /// Whether the id stands in a bind URL as it is.
    pub(super) is_kept: bool,
    pub(super) role: Role,
    /// The member's own text, where a body has the same.
    pub(super) given: Option<&'a str>,
}

/// Reads a request; `None` where it needs a closer look.
pub(super) fn read<'a>(request: &'a str, users: &str) -> Option<FastChat<'a>> {
    let mut reader = Reader { rest: request };
    reader.eat("{\"chatType\":\"")?;
    let chat_type = match reader.eat("group\"") {
        Some(()) => ChatType::Group,
        None => reader.eat("oneOnOne\"").map(|()| ChatType::OneOnOne)?,
    };
    let mut has_topic = false;
    if reader.eat(",\"topic\":").is_some() && reader.eat("null").is_none() {
        has_topic = true;
        reader.eat("\"")?;
        reader.take(|byte| !matches!(byte, 0..=0x1f | b'"' | b'\\'))?;
        reader.eat("\"")?;
    }
    reader.eat(",\"members\":[")?;
    let head = request.get(..request.len().checked_sub(reader.rest.len())?)?;
    // Few ids are shorter.
    let mut members = Vec::with_capacity((reader.rest.len() / 24).min(1_024));
    loop {
        members.push(reader.member(users)?);
        if reader.eat(",").is_none() {
            break;
        }
    }
    reader.eat("]}")?;
    reader.rest.is_empty().then_some(FastChat { chat_type, has_topic, head, members })
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// Goes past this text; stays where it is not the next.
    fn eat(&mut self, text: &str) -> Option<()> {
        let (next, rest) = self.rest.split_at_checked(text.len())?;
        is_same(next.as_bytes(), text.as_bytes()).then(|| self.rest = rest)
    }

    /// Goes past the bytes that are wanted, up to one that is not; whole characters, if all or none of those above ASCII are.
    fn take(&mut self, is_wanted: impl Fn(u8) -> bool) -> Option<&'a str> {
        let length = self.rest.bytes().position(|byte| !is_wanted(byte))?;
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn member(&mut self, users: &str) -> Option<FastMember<'a>> {
        match self.rest.as_bytes() {
            [b'"', ..] => {
                self.eat("\"")?;
                self.short_form_user()
            }
            [b'{', b'"', b'u', ..] => self.short_form(),
            _ => self.graph_form(users),
        }
    }

    fn short_form(&mut self) -> Option<FastMember<'a>> {
        self.eat("{\"user\":\"")?;
        let mut member = self.short_form_user()?;
        if self.eat("}").is_none() {
            self.eat(",\"role\":\"")?;
            if self.eat("owner\"}").is_none() {
                self.eat("guest\"}")?;
                member.role = Role::Guest;
            }
        }
        Some(member)
    }

    fn graph_form(&mut self, users: &str) -> Option<FastMember<'a>> {
        let before = self.rest;
        let role = match self.eat(member_opening(Role::Owner)) {
            Some(()) => Role::Owner,
            None => self.eat(member_opening(Role::Guest)).map(|()| Role::Guest)?,
        };
        self.eat(users)?;
        let id = self.take(|byte| class_of(byte) == KEPT).filter(has_id_length)?;
        self.eat(LAST)?;
        let given = before.get(..before.len().checked_sub(self.rest.len())?);
        Some(FastMember { id, is_kept: true, role, given })
    }

    /// A user in the short form, and the quote behind it.
    fn short_form_user(&mut self) -> Option<FastMember<'a>> {
        let before = self.rest;
        let mut id = self.take(|byte| class_of(byte) == KEPT)?;
        let is_kept = self.eat("\"").is_some();
        if !is_kept {
            self.rest = before;
            id = self.take(|byte| class_of(byte) & (KEPT | ENCODED) != 0)?;
            self.eat("\"")?;
        }
        has_id_length(&id).then_some(FastMember { id, is_kept, role: Role::Owner, given: None })
    }
}

fn has_id_length(id: &&str) -> bool {
    LENGTHS.contains(&id.len())
}

/// Whether the bytes are the same, compared eight at a time: wasm has no instruction for it, and most are long.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let (words, rest) = one.as_chunks::<8>();
    let (other_words, other_rest) = other.as_chunks::<8>();
    words.iter().zip(other_words).all(|(one, other)| u64::from_le_bytes(*one) == u64::from_le_bytes(*other))
        && rest.iter().zip(other_rest).all(|(one, other)| one == other)
}
