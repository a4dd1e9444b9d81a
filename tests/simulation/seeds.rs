//! Many seeds, on every core.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

/// The smallest seed that failed, and what is wrong with its run.
pub(crate) type Failed = Option<(u64, Vec<String>)>;

/// Runs seeds from `first` to `end`; gives what each core's share reached, and what failed.
pub(crate) fn run_seeds<C: Default + Send>(
    first: u64,
    end: u64,
    problems_of: impl Fn(u64, &mut C) -> Vec<String> + Sync,
) -> (Vec<C>, Failed) {
    let next = AtomicU64::new(first);
    let work = || {
        let mut coverage = C::default();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= end {
                return (coverage, None);
            }
            // What a run that panicked has left in the counts does not matter: it fails the test.
            let problems = catch_unwind(AssertUnwindSafe(|| problems_of(seed, &mut coverage)))
                .unwrap_or_else(|_| vec!["it panicked".to_owned()]);
            if !problems.is_empty() {
                // The others stop too; smaller seeds are under way and may fail as well.
                next.store(end, Ordering::Relaxed);
                return (coverage, Some((seed, problems)));
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut reached = Vec::new();
    let mut failed: Failed = None;
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            let (coverage, failure) = worker.join().unwrap();
            reached.push(coverage);
            failed = failed.take().into_iter().chain(failure).min_by_key(|(seed, _)| *seed);
        }
    });
    (reached, failed)
}

/// A number that the environment gives.
pub(crate) fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}
