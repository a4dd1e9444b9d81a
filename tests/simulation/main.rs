//! Deterministic simulation of the client's loops, the very ones that ship: under a simulated clock, network, Graph, token
//! provider and caller, all driven by one seed, with every promise checked after each run.
//!
//! What the simulations share stands here. `one/` makes one chat, `bulk/` many over one source, `presence/` such as may be there
//! already, `weather/` many under all kinds of limits.
//!
//! `npm run simulate` runs more seeds than `cargo test`, and shows one in full; both go through these variables:
//! `SIMULATION_SEEDS` (how many), `SIMULATION_FROM` (the first), `SIMULATION_SEED` (this one alone, with its trace).

#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_arithmetic,
    clippy::format_push_string,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a panic here ends a test, not a program"
)]

mod answer;
mod bodies;
mod bulk;
mod clock;
mod counts;
mod desk;
mod exchange;
mod executor;
mod facts;
mod graph;
mod headers;
mod honesty;
mod http_date;
mod locations;
mod log;
mod one;
mod oracle;
mod outer;
mod polls;
mod port;
mod presence;
mod provider;
mod random;
mod requests;
mod scenario;
mod secrets;
mod seeds;
mod weather;
mod world;
