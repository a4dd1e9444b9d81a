//! The requests of all runs, each recognisable in what is sent, and some not to be sent at all.

use crate::random::Random;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    OneOnOne,
    Group,
    Invalid,
}

/// What the requests say of people; the topic is that of the first.
pub(crate) const PRIVATE: [&str; 4] = [
    "anna.private@contoso.example",
    "o'private%40x",
    "Secret plans zz0.",
    "4dc1fe35-8ac6-4f0d-904a-7ebcd364bea1",
];

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
        let [upn, _, topic, id] = PRIVATE;
        match (&self.own_text, self.kind) {
            (Some(text), _) => text.clone(),
            (None, Kind::OneOnOne) => {
                format!(r#"{{"chatType":"oneOnOne","members":["zz{index}.@contoso.example","{upn}"]}}"#)
            }
            (None, _) => {
                let topic = topic.replace('0', &index.to_string());
                format!(r#"{{"chatType":"group","topic":"{topic}","members":["{upn}","{id}"]}}"#)
            }
        }
    }

    /// One with an app at times, and with a guest whose name has odd letters.
    pub(crate) fn draw(random: &mut Random, kind: Kind, index: usize) -> Self {
        let mut text = Self::new(kind).text(index);
        if kind == Kind::Group && random.chance(50) {
            text = text.replace("\"]", &format!("\",{{\"user\":\"{}\",\"role\":\"guest\"}}]", PRIVATE[1]));
        }
        if random.chance(20) {
            let apps = r#","installedApps":["a5a2b7b9-6f1c-4a1b-9d7e-2f6a1f0c3b1d"]}"#;
            text.replace_range(text.len() - 1.., apps);
        }
        Self { kind, own_text: Some(text) }
    }

    /// A run's requests: of one kind or of all.
    pub(crate) fn draw_all(random: &mut Random, count: usize) -> Vec<Self> {
        let invalid_percent = random.one_of(&[0, 0, 10, 100]);
        let group_percent = random.one_of(&[0, 50, 50, 100]);
        let draw = |index| {
            if random.chance(invalid_percent) {
                return Self { kind: Kind::Invalid, own_text: Some(invalid(random, index)) };
            }
            let group = random.chance(group_percent);
            Self::draw(random, if group { Kind::Group } else { Kind::OneOnOne }, index)
        };
        (0..count).map(draw).collect()
    }
}

fn invalid(random: &mut Random, index: usize) -> String {
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
