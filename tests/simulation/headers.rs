//! `Retry-After` and `WWW-Authenticate` in every form that is seen, and in some that make no sense.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};

use crate::answer::Asking;
use crate::facts::Asked;
use crate::http_date;
use crate::random::Random;

/// The largest whole number of JavaScript: a longer wait has no number there.
const LONGEST_MS: u64 = 9_007_199_254_740_991;

/// Headers that ask to wait, in which form they do, and what they ask.
pub(crate) type RetryAfter = (Vec<(String, String)>, &'static str, Asked);

pub(crate) fn retry_after(random: &mut Random, asking: &Asking<'_>) -> RetryAfter {
    if random.chance(65) { usable_retry_after(random, asking) } else { unusable_retry_after(random, asking) }
}

/// Seconds, or a date to come.
pub(crate) fn usable_retry_after(random: &mut Random, asking: &Asking<'_>) -> RetryAfter {
    let longest_s = asking.scenario.options.max_retry_after_ms / 1_000;
    let seconds = match random.below(8) {
        0 => 0,
        1 => longest_s,
        2 => longest_s + 1,
        3 => random.below(longest_s * 2 + 1),
        _ => random.between(1, 20),
    };
    let now_ms = asking.graph_time_ms;
    let name = random.pick(&["Retry-After", "retry-after"]).to_owned();
    if random.chance(50) {
        let (text, asked_ms) = if random.chance(3) {
            ("99999999999999999999".to_owned(), LONGEST_MS)
        } else {
            (seconds.to_string(), seconds * 1_000)
        };
        let text = if random.chance(5) { format!(" {text} ") } else { text };
        let form =
            if asked_ms > longest_s * 1_000 { "Retry-After: too long" } else { "Retry-After: seconds" };
        return (vec![(name, text)], form, Asked::Ms(asked_ms));
    }
    // A date has whole seconds only, and so has the clock that Graph shows.
    let shown_ms = now_ms / 1_000 * 1_000;
    let until_ms = shown_ms + seconds * 1_000;
    let mut headers = vec![(name, written(random, until_ms))];
    if random.chance(50) {
        headers.push(("Date".to_owned(), written(random, shown_ms)));
        return (headers, "Retry-After: date beside Date", Asked::Ms(seconds * 1_000));
    }
    if random.chance(10) {
        headers.push(("Date".to_owned(), "garbled".to_owned()));
    }
    (headers, "Retry-After: date alone", Asked::Until(until_ms))
}

/// A date in one of the three forms.
fn written(random: &mut Random, time_ms: u64) -> String {
    http_date::write(time_ms, random.one_of(&[0, 1, 2]))
}

/// None, hidden from scripts, in the past, garbled.
pub(crate) fn unusable_retry_after(random: &mut Random, asking: &Asking<'_>) -> RetryAfter {
    const TEN_DAYS_MS: u64 = 864_000_000;
    let now_ms = asking.graph_time_ms;
    let name = "Retry-After".to_owned();
    let (form, headers) = match random.below(4) {
        0 => ("Retry-After: none", Vec::new()),
        1 => ("Retry-After: past", vec![(name, written(random, now_ms - TEN_DAYS_MS))]),
        2 => {
            let past_ms = now_ms - random.between(1_000, 100_000);
            let date = ("date".to_owned(), written(random, now_ms));
            ("Retry-After: past", vec![(name, written(random, past_ms)), date])
        }
        _ => {
            let garbled = [
                "",
                " ",
                "soon",
                "-1",
                "1.5",
                "+3",
                "1e3",
                "5s",
                "5, 10",
                "0x10",
                "Thu, 01 Foo 2026 00:00:00 GMT",
                "2026-11-24T11:11:40Z",
            ];
            ("Retry-After: garbled", vec![(name, random.pick(&garbled).to_owned())])
        }
    };
    (headers, form, Asked::Nothing)
}

/// A claims challenge, and its claims.
pub(crate) fn challenge(random: &mut Random) -> (String, String) {
    let claims = random
        .pick(&[
            r#"{"access_token":{"acrs":{"essential":true,"value":"cp1"}}}"#,
            r#"{"access_token":{"nbf":{"essential":true, "value":"1604106651"}}}"#,
            "{}",
            r#"{"x":"??>>~~ü"}"#,
        ])
        .to_owned();
    let engine = match (random.chance(50), random.chance(70)) {
        (true, true) => URL_SAFE,
        (true, false) => URL_SAFE_NO_PAD,
        (false, true) => STANDARD,
        (false, false) => STANDARD_NO_PAD,
    };
    let encoded = engine.encode(&claims);
    let header = match random.below(5) {
        0 => format!(r#"Bearer claims="{encoded}", error="insufficient_claims""#),
        1 => format!(r#"Bearer error=insufficient_claims, claims="{encoded}""#),
        2 => {
            let bare = URL_SAFE_NO_PAD.encode(&claims);
            format!(r#"Basic realm="x", Bearer Error=insufficient_claims, CLAIMS={bare}"#)
        }
        3 => format!(r#"PoP realm="x", bearer ERROR="insufficient_claims",Claims="{encoded}""#),
        _ => format!(
            r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="{encoded}""#
        ),
    };
    (header, claims)
}

/// What a 401 says when asking again with claims is not what it is about, or cannot be done.
pub(crate) fn no_challenge(random: &mut Random) -> Option<String> {
    let headers = [
        "",
        "Bearer",
        r#"Bearer realm="", error="invalid_token", claims="e30=""#,
        r#"Bearer error="insufficient_claims""#,
        r#"Bearer error="insufficient_claims", claims="""#,
        r#"Bearer error="insufficient_claims", claims="***""#,
        r#"Bearer error="insufficient_claims", claims="bm90IEpTT04=""#,
        r#"Bearer error="insufficient_claims", claims="AAAA""#,
        r#"Bearer error="insufficient_claims", claims="eyJ"#,
        r#"Bearer claims="e30=""#,
    ];
    Some(random.pick(&headers).to_owned()).filter(|header| !header.is_empty())
}
