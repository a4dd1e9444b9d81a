//! Weathers that are drawn by seed, of the kinds that there are.

use super::faults::{Strike, When};
use super::measured::Measured;
use super::server::{Kind, Limit, RetryAfter};
use super::{Weather, broken};
use crate::bulk::run::Run;
use crate::random::Random;
use crate::seeds::{Reached, Simulation};

/// A kind of weather: how its runs are drawn, how long the worst of them may take, and all of them together.
struct Family {
    name: &'static str,
    draw: fn(&mut Random) -> Weather,
    worst: f64,
    mean: f64,
}

const fn family(name: &'static str, draw: fn(&mut Random) -> Weather, worst: f64, mean: f64) -> Family {
    Family { name, draw, worst, mean }
}

const FAMILIES: [Family; 17] = [
    family("a bucket of 1 s", |random| anything(random).one_of_waits(random), 2.0, 1.25),
    family("a small bucket", |random| bucket(random, &[0.2, 0.5]), 3.5, 1.75),
    family("a large bucket", |random| bucket(random, &[3.0, 5.0, 10.0]), 2.4, 1.25),
    family("fixed windows", fixed, 2.2, 1.25),
    family("sliding windows", sliding, 2.2, 1.3),
    // At one a second chance alone brings two requests together that the bucket of one does not hold, and costs a minute.
    family("long waits", long_waits, 3.0, 1.35),
    family("a limit that rises", rises, 1.8, 1.3),
    family("a limit that falls", falls, 2.6, 1.45),
    family("a limit that falls and comes back", dips, 1.8, 1.3),
    family("a limit that goes up and down", turns, 4.2, 1.8),
    family("outages", outages, 1.5, 1.2),
    family("whole batches by chance", whole, 3.0, 1.45),
    family("each so manieth batch", every, 2.8, 1.45),
    family("no limit, refusals early", |random| early(random, Weather::unlimited().count(6_000)), 2.6, 1.35),
    family("refusals early", |random| early(random, Weather::steady(30.0)), 1.7, 1.25),
    family("a limit that refuses whole batches", all_whole, 8.0, 2.2),
    family("batches without a clear answer", unclear, 1.6, 1.2),
];

/// So many requests as a limit allows in a time, but for runs of a bearable length.
fn count(per_second: f64, seconds: u64) -> u64 {
    ((per_second * seconds as f64) as u64).clamp(100, 8_000)
}

fn anything(random: &mut Random) -> Weather {
    let per_second = random.one_of(&[0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 30.0, 30.0, 100.0, 300.0]);
    somewhere(random, Weather::steady(per_second)).count(count(per_second, random.between(60, 400)))
}

fn usual(random: &mut Random) -> Weather {
    let per_second = random.one_of(&[10.0, 30.0, 30.0, 100.0]);
    let seconds = random.between(100, 300);
    somewhere(random, Weather::steady(per_second)).count(count(per_second, seconds)).one_of_waits(random)
}

fn somewhere(random: &mut Random, weather: Weather) -> Weather {
    let counts_refused = random.chance(70);
    let round_trip_ms = random.one_of(&[20, 80, 120, 200, 400, 800, 1_500]);
    weather
        .network(round_trip_ms, random.one_of(&[5, 10, 30, 50]))
        .with(|plan| plan.counts_refused = counts_refused)
}

impl Weather {
    fn one_of_waits(self, random: &mut Random) -> Self {
        self.retry_after(random.one_of(&[1, 5, 10]))
    }

    fn perhaps_exact(self, random: &mut Random) -> Self {
        let exact = random.chance(50);
        let weather = self.retry_after(random.one_of(&[5, 10]));
        if exact { weather.with(|plan| plan.retry_after = RetryAfter::Exact) } else { weather }
    }

    /// As many as the limit allows until so long after a time.
    fn until(self, to_ms: u64) -> Self {
        let allowed = self.plan.as_ref().map_or(0.0, |plan| plan.limit.between(0, to_ms));
        self.count(count(allowed, 1))
    }
}

fn bucket(random: &mut Random, seconds: &[f64]) -> Weather {
    usual(random).kind(Kind::Bucket(random.one_of(seconds)))
}

fn fixed(random: &mut Random) -> Weather {
    let seconds = random.one_of(&[1, 10, 30]);
    let kind = Kind::Fixed(seconds, random.below(seconds * 1_000));
    usual(random).kind(kind).perhaps_exact(random)
}

fn sliding(random: &mut Random) -> Weather {
    usual(random).kind(Kind::Sliding(random.one_of(&[1, 10, 30, 60]))).perhaps_exact(random)
}

fn long_waits(random: &mut Random) -> Weather {
    let per_second = random.one_of(&[1.0, 5.0, 10.0]);
    let seconds = random.between(500, 1_500);
    let weather = somewhere(random, Weather::steady(per_second)).count(count(per_second, seconds));
    weather.retry_after(random.one_of(&[30, 60]))
}

fn rises(random: &mut Random) -> Weather {
    let (before, after) = random.one_of(&[(2.0, 5.0), (2.0, 30.0), (5.0, 10.0), (10.0, 15.0), (10.0, 40.0)]);
    let at_ms = random.between(20_000, 200_000);
    let weather = Weather::moving(&[(0, before), (at_ms, after)]).until(at_ms + 200_000);
    somewhere(random, weather).one_of_waits(random)
}

fn falls(random: &mut Random) -> Weather {
    let before = random.one_of(&[10.0, 30.0, 60.0]);
    let after = before / random.one_of(&[1.3, 2.0, 4.0, 10.0]);
    let at_ms = random.between(20_000, 100_000);
    let weather = Weather::moving(&[(0, before), (at_ms, after)]).until(at_ms + 200_000);
    somewhere(random, weather).one_of_waits(random)
}

fn dips(random: &mut Random) -> Weather {
    let high = random.one_of(&[10.0, 20.0, 30.0]);
    let low = high / random.one_of(&[1.5, 3.0, 10.0]);
    let at_ms = random.between(20_000, 60_000);
    let back_ms = at_ms + random.one_of(&[10_000, 30_000, 100_000]);
    let weather = Weather::moving(&[(0, high), (at_ms, low), (back_ms, high)]).until(back_ms + 150_000);
    somewhere(random, weather).one_of_waits(random)
}

fn turns(random: &mut Random) -> Weather {
    let high = random.one_of(&[10.0, 20.0, 30.0]);
    let each_ms = random.one_of(&[20_000, 60_000, 120_000, 300_000]);
    let steps = vec![(0, high), (each_ms, high / random.one_of(&[2.0, 3.0, 5.0]))];
    let weather = Weather::of(Limit { steps, period_ms: 2 * each_ms }).until((6 * each_ms).max(300_000));
    somewhere(random, weather).one_of_waits(random)
}

fn outages(random: &mut Random) -> Weather {
    let mut weather = usual(random);
    let wait_s = random.one_of(&[1, 5, 10, 30]);
    let mut at_ms = 0;
    for _ in 0..random.one_of(&[1, 1, 2, 3]) {
        at_ms += random.between(5_000, 60_000);
        let for_ms = random.one_of(&[10_000, 30_000, 100_000, 300_000]);
        weather = weather.outage(at_ms, for_ms, wait_s);
        at_ms += for_ms;
    }
    weather
}

fn whole(random: &mut Random) -> Weather {
    let status = random.one_of(&[429, 503]);
    usual(random).whole_by_chance(random.one_of(&[5, 20, 50]), status, random.one_of(&[1, 5, 10]))
}

fn every(random: &mut Random) -> Weather {
    let (each, wait_s) = (random.one_of(&[20, 50, 200]), random.one_of(&[1, 5, 10]));
    let by_chance = usual(random).whole_by_chance(1_000 / each as u64, 429, wait_s);
    Weather { faults: Vec::new(), ..by_chance }.fault(When::Every(each), Strike::Whole(429, wait_s))
}

fn early(random: &mut Random, weather: Weather) -> Weather {
    let numbers: Vec<usize> =
        (0..random.one_of(&[1, 3, 6])).map(|_| random.between(2, 27) as usize).collect();
    let blocked_ms = (0..numbers.len() as u64).map(|number| (300 + 1_500 * number, 1_300 + 1_500 * number));
    let weather = Weather { blocked_ms: blocked_ms.collect(), ..weather };
    weather.fault(When::Batches(numbers), Strike::Whole(429, 1)).one_of_waits(random)
}

fn all_whole(random: &mut Random) -> Weather {
    usual(random).with(|plan| plan.refuses_whole = true)
}

fn unclear(random: &mut Random) -> Weather {
    usual(random).fault(When::Chance(random.one_of(&[10, 50])), Strike::Unclear)
}

/// A run, its weather and what kind of weather that is.
struct Drawn {
    seed: u64,
    family: usize,
    weather: Weather,
    run: Run,
}

fn run(seed: u64) -> Drawn {
    let family = (seed % FAMILIES.len() as u64) as usize;
    let weather = (FAMILIES[family].draw)(&mut Random::new(seed));
    let run = weather.run(seed);
    Drawn { seed, family, weather, run }
}

/// What the runs of each kind came to, by their seeds.
#[derive(Default)]
struct Means([Vec<(u64, Measured)>; FAMILIES.len()]);

impl Means {
    /// Of each kind the mean, and the worst with its seed.
    fn of(&self) -> impl Iterator<Item = (&Family, Measured, (u64, f64))> {
        FAMILIES.iter().zip(&self.0).map(|(family, all)| {
            let measured: Vec<Measured> = all.iter().map(|(_, measured)| *measured).collect();
            let ratios = all.iter().map(|(seed, measured)| (*seed, measured.ratio));
            let worst = ratios.max_by(|one, other| one.1.total_cmp(&other.1)).unwrap_or_default();
            (family, Measured::mean(&measured), worst)
        })
    }

    /// Which bounds were not kept.
    fn broken_bounds(&self) -> Vec<String> {
        let out =
            self.of().filter(|(family, mean, (_, worst))| mean.ratio > family.mean || *worst > family.worst);
        out.map(|(family, mean, (seed, worst))| {
            let Family { name, mean: mean_bound, worst: worst_bound, .. } = family;
            format!("{name}: {:.3}, not {mean_bound}; seed {seed} {worst:.3}, not {worst_bound}", mean.ratio)
        })
        .collect()
    }
}

impl Reached for Means {
    fn and(mut self, other: Self) -> Self {
        for (own, others) in self.0.iter_mut().zip(other.0) {
            own.extend(others);
        }
        self
    }

    fn table(&self) -> String {
        let row = |(family, mean, (seed, worst)): (&Family, Measured, (u64, f64))| {
            format!(
                "{:.3} ({}), at worst {worst:.3} ({}) with seed {seed}, {:.1} % refused: {}\n",
                mean.ratio,
                family.mean,
                family.worst,
                100.0 * mean.refused,
                family.name
            )
        };
        self.of().map(row).collect()
    }
}

fn problems(drawn: &Drawn, means: &mut Means) -> Vec<String> {
    means.0[drawn.family].push((drawn.seed, Measured::of(&drawn.weather, &drawn.run)));
    broken(&drawn.run)
}

fn trace(drawn: &Drawn) -> String {
    let ratio = Measured::of(&drawn.weather, &drawn.run).ratio;
    let mut trace = format!("{:#?}\n{ratio:.3} times what it takes\n", drawn.weather);
    for exchange in &drawn.run.world.exchanges {
        let refused = exchange.told.iter().filter(|told| told.label.starts_with(['4', '5'])).count();
        let (sent, refused) =
            (exchange.items.len(), if refused > 0 { format!(", {refused} refused") } else { String::new() });
        trace.push_str(&format!("{:>10} ms  {sent} sent{refused}\n", exchange.sent_ms));
    }
    trace
}

const SIMULATION: Simulation<Drawn, Means> = Simulation {
    seeds: 170,
    seeds_that_reach_all: 170,
    replay: "npm run simulate -- --weather --seed",
    make: run,
    problems,
    missing: Means::broken_bounds,
    trace,
};

#[test]
fn every_seed_keeps_every_promise() {
    SIMULATION.keeps_every_promise();
}
