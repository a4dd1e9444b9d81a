//! Many seeds, on every core.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What runs reached, counted.
pub(crate) trait Reached: Default + Send {
    fn and(self, other: Self) -> Self;

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
    pub(crate) make: fn(u64) -> R,
    /// Everything that is wrong with a run.
    pub(crate) problems: fn(&R, &mut C) -> Vec<String>,
    /// What was not reached.
    pub(crate) missing: fn(&C) -> Vec<String>,
    pub(crate) trace: fn(&R) -> String,
}

impl<R, C: Reached> Simulation<R, C> {
    /// Everything that is wrong with a seed; every 500th must run the same way a second time.
    fn run(&self, seed: u64, reached: &mut C) -> Vec<String> {
        let run = (self.make)(seed);
        let mut problems = (self.problems)(&run, reached);
        if seed.is_multiple_of(500) && (self.trace)(&run) != (self.trace)(&(self.make)(seed)) {
            problems.push("it runs another way the second time".to_owned());
        }
        problems
    }

    /// Runs the seeds that the environment says, and fails with the first that breaks a promise.
    pub(crate) fn keeps_every_promise(&self) {
        if let Some(seed) = number("SIMULATION_SEED") {
            let run = (self.make)(seed);
            println!("{}", (self.trace)(&run));
            let problems = (self.problems)(&run, &mut C::default());
            assert!(problems.is_empty(), "seed {seed}:\n{}", problems.join("\n"));
            return;
        }
        let seeds = number("SIMULATION_SEEDS").unwrap_or(self.seeds);
        let first = number("SIMULATION_FROM").unwrap_or(0);
        let share = (seeds / 100).clamp(1, 500);
        let has_failed = AtomicBool::new(false);
        let shares = each(seeds.div_ceil(share) as usize, |number| {
            let from = first + number as u64 * share;
            let mut reached = C::default();
            let mut problems = |seed| {
                // The others stop too.
                if has_failed.load(Ordering::Relaxed) {
                    return None;
                }
                // What a run that panicked has left in the counts does not matter: it fails the test.
                let problems = catch_unwind(AssertUnwindSafe(|| self.run(seed, &mut reached)))
                    .unwrap_or_else(|_| vec!["it panicked".to_owned()]);
                has_failed.fetch_or(!problems.is_empty(), Ordering::Relaxed);
                (!problems.is_empty()).then_some((seed, problems))
            };
            let failed = (from..(from + share).min(first + seeds)).find_map(&mut problems);
            (reached, failed)
        });
        let mut all = C::default();
        for (reached, failed) in shares {
            if let Some((seed, problems)) = failed {
                let run = catch_unwind(|| (self.trace)(&(self.make)(seed))).unwrap_or_default();
                let problems = problems.join("\n");
                panic!("{run}\nseed {seed}:\n{problems}\nreplay it with: {} {seed}", self.replay);
            }
            all = all.and(reached);
        }
        println!("{seeds} seeds from {first} kept every promise\n{}", all.table());
        if seeds >= self.seeds_that_reach_all {
            let missing = (self.missing)(&all);
            assert!(missing.is_empty(), "{seeds} seeds did not reach:\n{}", missing.join("\n"));
        }
    }
}

/// What is made of each number below a count, on every core.
pub(crate) fn each<T: Send>(count: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut own = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
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
