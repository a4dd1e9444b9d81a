//! The caller's token provider: steady, or one that fails, stalls, gives garbage or another token each time.

use msgraph_chats::Cause;

use crate::one::scenario::Scenario;
use crate::random::Random;

pub(crate) struct Provider {
    /// Every token that was handed out, usable or not.
    pub(crate) given: Vec<String>,
    given_before: usize,
    steady: bool,
    changes: bool,
    asked: u64,
    text: String,
}

/// What an asking comes to.
pub(crate) struct Asked {
    /// `None`: never.
    pub(crate) after_ms: Option<u64>,
    pub(crate) answer: Result<String, Cause>,
}

impl Provider {
    pub(crate) fn new(random: &mut Random, scenario: &Scenario) -> Self {
        let text = if random.chance(3) { garbage(random) } else { token(random) };
        let string = !scenario.can_answer_claims;
        Self {
            given: Vec::new(),
            given_before: 0,
            steady: string || random.chance(70),
            changes: !string && random.chance(60),
            asked: 0,
            text,
        }
    }

    /// Another call begins.
    pub(crate) fn begin_call(&mut self) {
        self.given_before = self.given.len();
    }

    /// The tokens that someone may still repeat: nobody remembers those of many requests ago, or of another call.
    pub(crate) fn remembered(&self) -> &[String] {
        &self.given[self.given_before.max(self.given.len().saturating_sub(6))..]
    }

    pub(crate) fn ask(&mut self, random: &mut Random, scenario: &Scenario) -> Asked {
        self.asked += 1;
        if self.changes && self.asked > 1 {
            self.text = token(random);
        }
        let text = self.text.clone();
        if self.steady {
            return Asked {
                after_ms: Some(random.one_of(&[0, 0, 0, (scenario.timeout_ms() / 4).min(20)])),
                answer: Ok(text),
            };
        }
        let limit_ms = scenario.timeout_ms();
        let after_ms =
            random.one_of(&[0, 5, 5, 300, limit_ms / 2, limit_ms.saturating_sub(1), limit_ms, limit_ms + 1]);
        match random.below(10) {
            0 => Asked { after_ms: None, answer: Ok(text) },
            1 | 2 => {
                let quoted = scenario.quote(random, self.remembered());
                let cause = Cause {
                    name: "InteractionRequiredAuthError".to_owned(),
                    code: Some("interaction_required".to_owned()),
                    message: format!("AADSTS50076: {quoted}"),
                };
                Asked { after_ms: Some(after_ms), answer: Err(cause) }
            }
            3 => Asked { after_ms: Some(after_ms), answer: Ok(garbage(random)) },
            _ => Asked { after_ms: Some(after_ms), answer: Ok(text) },
        }
    }
}

/// Whether a header takes it.
pub(crate) fn is_usable(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| (0x21..=0x7e).contains(&byte))
}

/// Shorter ones are no secrets: only tests have such, and they are parts of ordinary words.
pub(crate) fn is_secret(token: &str) -> bool {
    token.len() >= 8
}

fn token(random: &mut Random) -> String {
    let letters: &[u8] = match random.below(8) {
        0 => b"abcXYZ019+/=",
        1 => b"aZ9\"\\<>&'+/=",
        2 => return random.pick(&["t", "id", "1", "token", "chats", "\"", "e"]).to_owned(),
        _ => b"abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789-_",
    };
    let length = random.one_of(&[8, 40, 40, 40, 300]);
    let mut token = String::from("eyJ0.");
    token.extend((0..length).map(|_| char::from(random.one_of(letters))));
    token
}

fn garbage(random: &mut Random) -> String {
    random
        .pick(&[
            "",
            " ",
            "two words",
            "line\nfeed",
            "line\r\nX-Injected: 1",
            "é",
            "\u{7f}",
            "\u{1f600}",
            "\0",
        ])
        .to_owned()
}
