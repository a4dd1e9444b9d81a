//! What Graph accepted since the last resume, of what left from one time or another on.

/// So many times are remembered; when there are more, every second one goes.
const MOST_MARKS: usize = 32;
/// A bucket of this time is taken for granted: "so many a second" is how limits are mostly meant.
const DEPTH_MS: f64 = 1_000.0;

/// Times at which something left, and how much was accepted of what left from then on.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks(Vec<(f64, u64)>);

impl Marks {
    /// Something leaves.
    pub(super) fn add(&mut self, now_ms: f64) {
        if self.0.len() >= MOST_MARKS {
            let mut keep = false;
            self.0.retain(|_| {
                keep = !keep;
                keep
            });
        }
        self.0.push((now_ms, 0));
    }

    /// So much was accepted of what left at a time.
    pub(super) fn accept(&mut self, sent_at_ms: f64, accepted: u64) {
        for (_, sum) in self.0.iter_mut().filter(|(at_ms, _)| *at_ms <= sent_at_ms) {
            *sum = sum.saturating_add(accepted);
        }
    }

    /// Whether what left at a time left after the last resume.
    pub(super) fn have(&self, sent_at_ms: f64) -> bool {
        self.0.first().is_some_and(|(at_ms, _)| *at_ms <= sent_at_ms)
    }

    /// How much was accepted in all.
    pub(super) fn accepted(&self) -> u64 {
        self.0.first().map_or(0, |(_, accepted)| *accepted)
    }

    /// Graph allows about so much a millisecond, at least, if it refused what left at `until_ms`.
    pub(super) fn rate(&self, until_ms: f64) -> f64 {
        let before = self.0.iter().filter(|(at_ms, _)| *at_ms <= until_ms);
        before.map(|(at_ms, accepted)| *accepted as f64 / (until_ms - at_ms + DEPTH_MS)).fold(0.0, f64::max)
    }

    /// What was accepted a millisecond in the later half of the time.
    pub(super) fn recent(&self, until_ms: f64) -> Option<f64> {
        let (at_ms, accepted) = self.0.get(self.0.len() / 2)?;
        (*accepted > 0 && *at_ms < until_ms).then(|| *accepted as f64 / (until_ms - at_ms))
    }
}
