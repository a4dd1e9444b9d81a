//! The caller's token provider: steady, or one that fails, stalls, gives garbage or another token each time.

use msgraph_chats::Cause;

use crate::random::Random;
use crate::scenario::Scenario;

pub(crate) struct Provider {
    /// Every token that was handed out, usable or not.
    pub(crate) given: Vec<String>,
    /// The tokens that someone may still repeat: nobody remembers those of many requests ago, or of another call.
    pub(crate) remembered: Vec<String>,
    /// Each token, when it was asked for, and whether it holds what a challenge asks for.
    pub(crate) asked: Vec<(String, u64, bool)>,
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
        let text = if scenario.is_measured() {
            "some-token".to_owned()
        } else if random.chance(3) {
            garbage(random)
        } else {
            token(random)
        };
        Self { given: Vec::new(), remembered: Vec::new(), asked: Vec::new(), text }
    }

    pub(crate) fn gave(&mut self, token: &str) {
        if self.given.last().is_none_or(|last| last != token) {
            self.given.push(token.to_owned());
        }
        if is_usable(token) && self.remembered.last().is_none_or(|last| last != token) {
            self.remembered.drain(..self.remembered.len().saturating_sub(5));
            self.remembered.push(token.to_owned());
        }
    }

    /// Who was asked with claims once gives such tokens from then on.
    pub(crate) fn ask(
        &mut self,
        random: &mut Random,
        scenario: &Scenario,
        now_ms: u64,
        claims: Option<&str>,
    ) -> Asked {
        let limit_ms = scenario.timeout_ms();
        let quick_ms =
            if scenario.is_measured() { 0 } else { random.one_of(&[0, 0, 0, 1, 40.min(limit_ms / 4)]) };
        let has_trouble = random.chance(scenario.token_trouble_percent);
        if scenario.tokens_change && !self.asked.is_empty() {
            self.text = token(random);
        }
        let text = self.text.clone();
        let has_claims = claims.is_some() || self.asked.last().is_some_and(|(.., has_claims)| *has_claims);
        if !scenario.is_measured() {
            self.asked.push((text.clone(), now_ms, has_claims));
        }
        if !has_trouble {
            return Asked { after_ms: Some(quick_ms), answer: Ok(text) };
        }
        let late_ms = [0, 5, 5, 300, limit_ms / 2, limit_ms.saturating_sub(1), limit_ms, limit_ms + 1];
        let after_ms = Some(random.one_of(&late_ms));
        match random.below(10) {
            0 => Asked { after_ms: None, answer: Ok(text) },
            1 | 2 => {
                let quoted = scenario.quote(random, &self.remembered);
                let cause = Cause {
                    name: "InteractionRequiredAuthError".to_owned(),
                    code: Some("interaction_required".to_owned()),
                    message: format!("AADSTS50076: {quoted}"),
                };
                Asked { after_ms, answer: Err(cause) }
            }
            3 => Asked { after_ms, answer: Ok(garbage(random)) },
            _ => Asked { after_ms, answer: Ok(text) },
        }
    }
}

/// Whether a header takes it.
pub(crate) fn is_usable(token: &str) -> bool {
    !token.is_empty()
        && token.bytes().all(|byte| (0x21..=0x7e).contains(&byte))
        && !token.starts_with(['{', '"', '<'])
}

/// Shorter ones are no secrets: only tests have such, and they are parts of ordinary words.
pub(crate) fn is_secret(token: &str) -> bool {
    token.len() >= 8
}

fn token(random: &mut Random) -> String {
    let letters: &[u8] = match random.below(8) {
        0 => b"abcXYZ019+/=",
        1 => b"aZ9\"\\<>&'+/=",
        2 => return random.pick(&["t", "id", "1", "token", "chats", "e\"", "e"]).to_owned(),
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
            "{\"accessToken\":\"eyJ0\"}",
            "<!doctype",
            "\"eyJ0\"",
        ])
        .to_owned()
}
