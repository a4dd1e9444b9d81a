//! What a run came to: its time, what was refused, and how soon it was near the limit again.

use super::Weather;
use crate::bulk::run::Run;

/// So much of the limit is near it, over so long a time.
const NEAR: f64 = 0.9;
const SPAN_MS: u64 = 10_000;

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Measured {
    /// The time, by what it takes who knows the limit.
    pub(crate) ratio: f64,
    /// Refused inside batches, of all that was sent.
    pub(crate) refused: f64,
    /// After the weather had settled; infinite where it never was near the limit.
    pub(crate) recovered_ms: f64,
}

impl Measured {
    pub(crate) fn of(weather: &Weather, run: &Run) -> Self {
        let ended_ms = if run.result.is_ok() { run.ended_ms } else { weather.latest_ms() };
        let refused = answers(run).map(|(_, _, refused)| refused).sum::<u64>() as f64;
        Self {
            ratio: ended_ms as f64 / weather.ideal_ms() as f64,
            refused: refused / (refused + weather.count as f64),
            recovered_ms: weather.settled_ms.map_or(0.0, |from_ms| recovered_ms(weather, run, from_ms)),
        }
    }

    /// The mean of several, of their ratios the geometric one.
    pub(crate) fn mean(all: &[Self]) -> Self {
        let mean = |of: fn(&Self) -> f64| all.iter().map(of).sum::<f64>() / all.len() as f64;
        Self {
            ratio: mean(|one| one.ratio.ln()).exp(),
            refused: mean(|one| one.refused),
            recovered_ms: mean(|one| one.recovered_ms),
        }
    }
}

/// When answers came: how many requests each accepted, and how many it refused one by one.
pub(crate) fn answers(run: &Run) -> impl Iterator<Item = (u64, u64, u64)> {
    run.world.exchanges.iter().filter_map(|exchange| {
        let (at_ms, _) = exchange.answered_ms?;
        let count = |wanted: &str| exchange.told.iter().filter(|told| told.label == wanted).count() as u64;
        let whole = exchange.status >= 300 && exchange.request.url.ends_with("/$batch");
        Some((at_ms, count("201"), if whole { 0 } else { count("429") }))
    })
}

fn recovered_ms(weather: &Weather, run: &Run, from_ms: u64) -> f64 {
    let made: Vec<(u64, u64)> = answers(run).map(|(at_ms, accepted, _)| (at_ms, accepted)).collect();
    let mut at_ms = from_ms;
    while at_ms + SPAN_MS <= run.ended_ms {
        let span = at_ms..at_ms + SPAN_MS;
        let accepted: u64 = made.iter().filter(|(made_ms, _)| span.contains(made_ms)).map(|(_, n)| n).sum();
        let limit = weather.plan.as_ref().map_or(0.0, |plan| plan.limit.between(at_ms, at_ms + SPAN_MS));
        if accepted as f64 >= NEAR * limit {
            return (at_ms - from_ms) as f64;
        }
        at_ms += 250;
    }
    f64::INFINITY
}

/// The most requests that left within a second that ends in a time.
pub(crate) fn most_in_a_second(run: &Run, span_ms: std::ops::Range<u64>) -> u64 {
    let sent: Vec<(u64, u64)> =
        run.world.exchanges.iter().map(|exchange| (exchange.sent_ms, exchange.items.len() as u64)).collect();
    let (mut first, mut sum, mut most) = (0, 0, 0);
    for (at_ms, count) in &sent {
        sum += count;
        while sent[first].0 + 1_000 <= *at_ms {
            sum -= sent[first].1;
            first += 1;
        }
        if span_ms.contains(at_ms) {
            most = most.max(sum);
        }
    }
    most
}
