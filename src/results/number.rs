//! Counts and times as JavaScript's numbers: one that is beyond them must not make a result unwritable.

use serde::{Serialize, Serializer};

/// As a number.
#[expect(clippy::cast_precision_loss, reason = "below 2^53, or so much that it does not matter")]
pub(crate) fn number(whole: u64) -> f64 {
    whole as f64
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde's signature, on 64 bits")]
pub(super) fn whole<S: Serializer>(count: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(number(*count))
}

#[expect(clippy::ref_option, reason = "serde's signature")]
pub(super) fn optional<S: Serializer>(count: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
    count.map(number).serialize(serializer)
}
