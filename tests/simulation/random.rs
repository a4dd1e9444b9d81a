//! Chance, all of it from one seed.

/// A small generator; the same seed gives the same run.
pub(crate) struct Random(fastrand::Rng);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// 0 to `end` - 1.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0.u64(0..end)
    }

    /// `first` to `last`, both included.
    pub(crate) fn between(&mut self, first: u64, last: u64) -> u64 {
        self.0.u64(first..=last)
    }

    /// True in so many of a hundred cases.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of these.
    pub(crate) fn pick<'a, T: ?Sized + 'a>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.0.usize(0..items.len())]
    }

    /// One of these, by value.
    pub(crate) fn one_of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.0.usize(0..items.len())]
    }

    /// 32 bits.
    pub(crate) fn bits(&mut self) -> u32 {
        self.0.u32(..)
    }
}
