//! The requests of a run, each recognisable in what is sent, and some not to be sent at all.

use crate::random::Random;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    OneOnOne,
    Group,
    Invalid,
}

#[derive(Clone, Debug)]
pub(crate) struct Planned {
    pub(crate) kind: Kind,
    /// Of one that is out of the ordinary.
    pub(crate) own_text: Option<String>,
}

impl Planned {
    /// A sound request.
    pub(crate) fn new(kind: Kind) -> Self {
        Self { kind, own_text: None }
    }

    pub(crate) fn text(&self, index: usize) -> String {
        match (&self.own_text, self.kind) {
            (Some(text), _) => text.clone(),
            (None, Kind::OneOnOne) => {
                format!(r#"{{"chatType":"oneOnOne","members":["zz{index}.@contoso.com","b@contoso.com"]}}"#)
            }
            (None, _) => format!(
                r#"{{"chatType":"group","topic":"zz{index}.","members":["a@contoso.com","b@contoso.com"]}}"#
            ),
        }
    }

    /// A run's requests: of one kind or of all.
    pub(crate) fn draw_all(random: &mut Random, count: u64) -> Vec<Self> {
        let invalid_percent = random.one_of(&[0, 0, 10, 100]);
        let group_percent = random.one_of(&[0, 50, 50, 100]);
        let draw = |index| {
            if random.chance(invalid_percent) {
                return Self { kind: Kind::Invalid, own_text: Some(invalid(random, index)) };
            }
            let group = random.chance(group_percent);
            Self::new(if group { Kind::Group } else { Kind::OneOnOne })
        };
        (0..count).map(draw).collect()
    }
}

fn invalid(random: &mut Random, index: u64) -> String {
    match random.below(5) {
        0 => "!".to_owned(),
        1 => "null".to_owned(),
        2 => format!(
            r#"{{"chatType":"oneOnOne","topic":"zz{index}.","members":["zz{index}.@contoso.com","b@c"]}}"#
        ),
        3 => format!(r#"{{"chatType":"group","topic":"zz{index}.","members":[]}}"#),
        _ => format!(r#"{{"chatType":"meeting","members":["zz{index}.@contoso.com"]}}"#),
    }
}

/// Which request a body is of.
pub(crate) fn index_of(body: &str) -> Option<usize> {
    let (_, behind) = body.split_once("zz")?;
    behind.split_once('.').and_then(|(digits, _)| digits.parse().ok())
}
