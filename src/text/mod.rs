//! Text and what is written in it: JSON, dates, percent-encoding, base64. Knows nothing of Graph.

pub(crate) mod base64;
pub(crate) mod date_time;
pub(crate) mod http_date;
pub(crate) mod insert;
pub(crate) mod json;
pub(crate) mod lexical;
pub(crate) mod nearest;
pub(crate) mod percent;
pub(crate) mod search;
pub(crate) mod uuid;
