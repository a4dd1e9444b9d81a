//! Many seeds, on every core.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

/// The smallest seed that failed, and what is wrong with its run.
pub(crate) type Failed = Option<(u64, Vec<String>)>;

/// What runs reached, counted.
pub(crate) trait Reached: Default + Send {
    fn and(self, other: Self) -> Self;

    /// What was not reached.
    fn missing(&self) -> Vec<String>;

    fn table(&self) -> String;
}

/// Runs that are drawn from seeds.
pub(crate) struct Simulation<R, C> {
    /// How many are run if the environment does not say.
    pub(crate) seeds: u64,
    /// From so many seeds on, everything that can happen does.
    pub(crate) seeds_that_reach_all: u64,
    /// What replays a seed that is named behind it.
    pub(crate) replay: &'static str,
    pub(crate) run: fn(u64) -> R,
    /// Everything that is wrong with a run.
    pub(crate) problems: fn(&R, &mut C) -> Vec<String>,
    pub(crate) trace: fn(&R) -> String,
}

impl<R, C: Reached> Simulation<R, C> {
    /// Runs the seeds that the environment says, and fails with the first that breaks a promise.
    pub(crate) fn keeps_every_promise(&self) {
        if let Some(seed) = number("SIMULATION_SEED") {
            let run = (self.run)(seed);
            println!("{}", (self.trace)(&run));
            let problems = (self.problems)(&run, &mut C::default());
            assert!(problems.is_empty(), "seed {seed}:\n{}", problems.join("\n"));
            return;
        }
        let seeds = number("SIMULATION_SEEDS").unwrap_or(self.seeds);
        let first = number("SIMULATION_FROM").unwrap_or(0);
        let (reached, failed) =
            run_seeds(first, first + seeds, |seed, coverage| (self.problems)(&(self.run)(seed), coverage));
        if let Some((seed, problems)) = failed {
            let run = catch_unwind(|| (self.trace)(&(self.run)(seed))).unwrap_or_default();
            let problems = problems.join("\n");
            panic!("{run}\nseed {seed}:\n{problems}\nreplay it with: {} {seed}", self.replay);
        }
        let coverage = reached.into_iter().fold(C::default(), C::and);
        println!("{seeds} seeds from {first} kept every promise\n{}", coverage.table());
        if seeds >= self.seeds_that_reach_all {
            let missing = coverage.missing();
            assert!(missing.is_empty(), "{seeds} seeds did not reach:\n{}", missing.join("\n"));
        }
    }

    pub(crate) fn runs_the_same_way_each_time(&self, seeds: u64) {
        for seed in 0..seeds {
            let trace = || (self.trace)(&(self.run)(seed));
            assert_eq!(trace(), trace(), "seed {seed}");
        }
    }
}

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

/// What is made of each number below a count, on every core.
pub(crate) fn each<T: Send>(count: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicU64::new(0);
    let work = || {
        let mut own = Vec::new();
        loop {
            let number = usize::try_from(next.fetch_add(1, Ordering::Relaxed)).unwrap();
            if number >= count {
                return own;
            }
            own.push((number, make(number)));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut all: Vec<(usize, T)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    all.sort_by_key(|(number, _)| *number);
    all.into_iter().map(|(_, one)| one).collect()
}

/// A number that the environment gives.
pub(crate) fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}
