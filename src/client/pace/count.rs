//! How many requests Graph accepted, and the time in which what they took ran into its bucket.

use super::FULL_MS;
use super::limit::rate_of;

/// What was accepted since a throttling, since a rest or since the start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count {
    requests: u64,
    since_ms: u64,
    /// So much of what ran in was in the bucket when the count began.
    filled_ms: u64,
}

impl Count {
    /// The bucket is full at the start.
    pub(super) fn new(since_ms: u64) -> Self {
        Self { requests: 0, since_ms, filled_ms: FULL_MS }
    }

    pub(super) fn restart(&mut self, since_ms: u64, filled_ms: u64) {
        *self = Self { requests: 0, since_ms, filled_ms };
    }

    pub(super) fn add(&mut self, requests: u64) {
        self.requests = self.requests.saturating_add(requests);
    }

    pub(super) fn requests(&self) -> u64 {
        self.requests
    }

    /// Graph allows about so much, once it has throttled.
    pub(super) fn rate(&self, now_ms: u64) -> u64 {
        rate_of(self.requests, now_ms.saturating_sub(self.since_ms).saturating_add(self.filled_ms))
    }
}
