//! What the letters of an object id or userPrincipalName ask for, byte by byte.

use std::ops::RangeInclusive;

/// How long an id is that needs no closer look: `me`, `.` and `..` are shorter, and what is longer is refused.
pub(crate) const LENGTHS: RangeInclusive<usize> = 3..=1_024;

/// Stands in a bind URL as it is.
pub(crate) const KEPT: u8 = 1;
/// Has to be encoded or doubled there.
pub(crate) const ENCODED: u8 = 2;

const CLASSES: [u8; 256] = classes();

/// [`KEPT`], [`ENCODED`], or 0 for what needs a closer look.
pub(crate) fn class_of(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(0)
}

#[expect(clippy::indexing_slicing, reason = "this runs in the compiler")]
const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'@' | b'.' | b'_' | b'-' => KEPT,
            b'#' | b'\'' => ENCODED,
            _ => 0,
        };
        byte = byte.wrapping_add(1);
    }
    classes
}
