//! Whether a chat is the one that a request asks for: who of the request is in it, and whether it has the topic.
//!
//! Ids are compared with `userId`, addresses with `email`, in any letter case; nobody who is listed stands for two. An address that
//! is found nowhere may still be somebody in the chat: a guest's `…#EXT#…` name is never listed, and `email` may be null.

use crate::rules::ChatType;
use crate::text::json::{Elements, Value};
use crate::text::lexical::{is_same_user, trim};

/// Somebody in a chat, as Graph lists members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Listed<'a> {
    /// Where it stands in the list.
    pub(crate) position: usize,
    user_id: Option<&'a str>,
    email: Option<&'a str>,
}

/// The members of a list, each once: a page may repeat one of the page before.
pub(crate) fn listed(members: Elements<'_>) -> Vec<Listed<'_>> {
    let mut listed: Vec<Listed<'_>> = Vec::new();
    let mut membership_ids: Vec<&str> = Vec::new();
    for (position, member) in members.enumerate() {
        let text = |name: &str| member.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
        let (id, user_id, email) = (text("id"), text("userId"), text("email"));
        let is_known = id.is_some_and(|id| membership_ids.contains(&id))
            || user_id.is_some_and(|user| {
                listed.iter().any(|other| other.user_id.is_some_and(|other| is_same_user(other, user)))
            });
        if !is_known {
            membership_ids.extend(id);
            listed.push(Listed { position, user_id, email });
        }
    }
    listed
}

/// Who of those that are wanted is who of those that are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pairs {
    /// For each that is wanted, whether it is listed.
    pub(crate) is_found: Vec<bool>,
    /// For each that is listed, whether it is wanted.
    pub(crate) is_wanted: Vec<bool>,
}

/// Pairs users, each an object id or an address, with those who are listed.
pub(crate) fn pair<S: AsRef<str>>(wanted: &[S], listed: &[Listed<'_>]) -> Pairs {
    let mut is_found = vec![false; wanted.len()];
    let mut is_wanted = vec![false; listed.len()];
    // Ids first: an address leaves to them who is listed under both.
    for by_address in [false, true] {
        for (user, found) in wanted.iter().map(AsRef::as_ref).zip(&mut is_found) {
            if is_address(user) != by_address {
                continue;
            }
            let free = listed.iter().zip(&mut is_wanted).find(|(member, taken)| {
                let name = if by_address { member.email } else { member.user_id };
                !**taken && name.is_some_and(|name| is_same_user(name, user))
            });
            if let Some((_, taken)) = free {
                *taken = true;
                *found = true;
            }
        }
    }
    Pairs { is_found, is_wanted }
}

/// How sure it is that a chat has exactly the members of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Match {
    /// Each is there, and nobody else.
    Exact,
    /// The number is right and every id is there; of the addresses one alone is not listed, or the topic speaks for the chat.
    Probable,
}

/// Whether the members are those that are wanted. `topic_is_equal` is true where a topic was asked for, and the chat has it.
pub(crate) fn match_members<S: AsRef<str>>(
    wanted: &[S],
    listed: &[Listed<'_>],
    topic_is_equal: bool,
) -> Option<Match> {
    if wanted.len() != listed.len() {
        return None;
    }
    let pairs = pair(wanted, listed);
    let mut left =
        wanted.iter().zip(&pairs.is_found).filter(|(_, found)| !**found).map(|(user, _)| user.as_ref());
    let Some(first) = left.next() else { return Some(Match::Exact) };
    let only_addresses_are_left = is_address(first) && left.clone().all(is_address);
    let probable = only_addresses_are_left && (topic_is_equal || left.next().is_none());
    probable.then_some(Match::Probable)
}

/// The topic that a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WantedTopic {
    /// Whichever.
    Any,
    /// None: null, or white space alone, of which Graph makes none.
    None,
    /// This one, white space around it aside: Graph keeps none.
    Equal(String),
}

impl WantedTopic {
    /// The topic of a request: any where it is absent.
    pub(crate) fn of_request(topic: Option<Value<'_>>) -> Self {
        topic.map_or(WantedTopic::Any, |topic| match topic.as_str().map(trim) {
            None | Some("") => WantedTopic::None,
            Some(text) => WantedTopic::Equal(text.to_owned()),
        })
    }

    /// The topic of the chat that a request makes: none where it is absent.
    pub(crate) fn into_created(self) -> Self {
        if self == WantedTopic::Any { WantedTopic::None } else { self }
    }

    /// Whether a chat's topic is the one.
    pub(crate) fn allows(&self, topic: Option<&str>) -> bool {
        let topic = topic.map(trim).filter(|topic| !topic.is_empty());
        match self {
            WantedTopic::Any => true,
            WantedTopic::None => topic.is_none(),
            WantedTopic::Equal(wanted) => topic == Some(wanted.as_str()),
        }
    }

    /// Whether a chat that has the topic is known by it.
    pub(crate) fn is_telling(&self) -> bool {
        matches!(self, WantedTopic::Equal(_))
    }
}

/// Whether a listed chat is of the kind that is wanted.
pub(crate) fn is_of_type(chat: Value<'_>, chat_type: ChatType) -> bool {
    chat.get("chatType").and_then(Value::as_str) == Some(chat_type.name())
}

/// Whether a user is named by an address.
pub(super) fn is_address(user: &str) -> bool {
    user.bytes().any(|byte| byte == b'@')
}

#[cfg(test)]
mod tests {
    use super::{Match, WantedTopic, is_of_type, listed, match_members};
    use crate::rules::ChatType;
    use crate::text::json::{Value, parse};

    const A: &str = "8b081ef6-4792-4def-b2c9-c363a1bf41d5";
    const UPPER_A: &str = "8B081EF6-4792-4DEF-B2C9-C363A1BF41D5";
    const B: &str = "82af01c5-f7cc-4a2e-a728-3a5df21afd9d";
    const C: &str = "3626a173-f2bc-4883-bcf7-01514c3bfb82";

    /// A member as userId and email; `-` stands for null.
    type Member = (&'static str, &'static str);
    type Case = (&'static str, &'static [&'static str], &'static [Member], Option<Match>);
    type Topics = &'static [Option<&'static str>];

    fn matched(wanted: &[&str], members: &[(&str, &str)], topic_is_equal: bool) -> Option<Match> {
        let member = |(index, (user_id, email)): (usize, &(&str, &str))| {
            format!(r#"{{"id":"m{index}","userId":"{user_id}","email":"{email}"}}"#).replace("\"-\"", "null")
        };
        let members: Vec<String> = members.iter().enumerate().map(member).collect();
        let text = format!("[{}]", members.join(","));
        let document = parse(&text).unwrap();
        match_members(wanted, &listed(document.root().elements()), topic_is_equal)
    }

    #[test]
    fn members_match_by_id_and_by_address_in_any_case() {
        let exact = Some(Match::Exact);
        let probable = Some(Match::Probable);
        let cases: [Case; 18] = [
            ("ids", &[A, B], &[(B, "-"), (A, "-")], exact),
            ("an id in another case", &[UPPER_A, B], &[(A, "-"), (B, "-")], exact),
            ("addresses", &["a@x.com", "b@x.com"], &[(A, "B@x.com"), (B, "a@X.COM")], exact),
            ("letters beyond ASCII", &["JÖRG@x.com", B], &[(A, "jörg@x.com"), (B, "-")], exact),
            ("a mixture", &[A, "b@x.com"], &[(A, "a@x.com"), (B, "b@x.com")], exact),
            ("one more", &[A, B], &[(A, "-"), (B, "-"), (C, "-")], None),
            ("one less", &[A, B, C], &[(A, "-"), (B, "-")], None),
            ("another", &[A, B], &[(A, "-"), (C, "-")], None),
            ("an id that is not there", &[A, "b@x.com"], &[(C, "a@x.com"), (B, "b@x.com")], None),
            ("an address without an email", &[A, "b@x.com"], &[(A, "-"), (B, "-")], probable),
            ("a guest's name", &[A, "b_y.com#EXT#@x.com"], &[(A, "-"), (B, "b@y.com")], probable),
            ("two addresses left", &[A, "b@x.com", "c@x.com"], &[(A, "-"), (B, "-"), (C, "-")], None),
            (
                "an email that is not the UPN",
                &["a@x.com", "b@x.com"],
                &[(A, "a@x.com"), (B, "b.b@x.com")],
                probable,
            ),
            ("nobody stands for two", &[A, "a@x.com"], &[(A, "a@x.com"), (B, "b@x.com")], probable),
            ("an address leaves who has an id", &["e@x.com", A], &[(A, "e@x.com"), (B, "e@x.com")], exact),
            ("one listed twice", &[A, B], &[(A, "-"), (B, "-"), (UPPER_A, "-")], exact),
            ("an id is no address", &["a@x.com", B], &[("a@x.com", "-"), (B, "-")], probable),
            ("an empty email", &["a@x.com", B], &[(A, ""), (B, "-")], probable),
        ];
        for (name, wanted, members, expected) in cases {
            assert_eq!(matched(wanted, members, false), expected, "{name}");
        }
    }

    #[test]
    fn the_topic_speaks_for_several_addresses_but_never_for_an_id() {
        let members = [(A, "-"), (B, "-"), (C, "-")];
        assert_eq!(matched(&[A, "b@x.com", "c@x.com"], &members, true), Some(Match::Probable));
        assert_eq!(matched(&["d1081ef6-4792-4def-b2c9-c363a1bf41d5", B, C], &members, true), None);
        assert_eq!(matched(&[A, "b@x.com"], &members, true), None);
    }

    #[test]
    fn the_same_membership_counts_once() {
        let text = r#"[{"id":"m","email":"a@x.com"},{"id":"m","email":"a@x.com"},{"email":"a@x.com"}]"#;
        let document = parse(text).unwrap();
        let positions: Vec<usize> =
            listed(document.root().elements()).iter().map(|member| member.position).collect();
        assert_eq!(positions, [0, 2]);
    }

    #[test]
    fn kinds_of_chats() {
        let document = parse(r#"{"chatType":"group"}"#).unwrap();
        assert!(is_of_type(document.root(), ChatType::Group));
        assert!(!is_of_type(document.root(), ChatType::OneOnOne));
    }

    #[test]
    fn topics() {
        let cases: [(Option<&str>, Topics, Topics); 5] = [
            (None, &[None, Some("Plan"), Some("")], &[]),
            (Some("null"), &[None, Some(""), Some(" ")], &[Some("Plan")]),
            (Some("\" \""), &[None], &[Some("Plan")]),
            (Some("\"Plan\""), &[Some("Plan"), Some("Plan ")], &[None, Some("plan"), Some("Plan 2")]),
            (Some("\" Plan \""), &[Some("Plan")], &[None, Some("Pl an")]),
        ];
        for (request, allowed, refused) in cases {
            let document = request.map(|text| parse(text).unwrap());
            let topic = document.as_ref().map(|document| document.root());
            let wanted = WantedTopic::of_request(topic as Option<Value<'_>>);
            for topic in allowed {
                assert!(wanted.allows(*topic), "{request:?} {topic:?}");
            }
            for topic in refused {
                assert!(!wanted.allows(*topic), "{request:?} {topic:?}");
            }
        }
        assert!(WantedTopic::Equal("Plan".to_owned()).is_telling() && !WantedTopic::None.is_telling());
        assert!(!WantedTopic::of_request(None).into_created().allows(Some("Plan")));
    }
}
