//! The `client-request-id` of a call.

/// A version 4 UUID of random words.
pub(crate) fn version_4(random: &dyn Fn() -> u32) -> String {
    let words =
        [random(), (random() & 0xffff_0fff) | 0x4000, (random() & 0x3fff_ffff) | 0x8000_0000, random()];
    let mut text = String::with_capacity(36);
    for word in words {
        for place in (0..8_u32).rev() {
            if matches!(text.len(), 8 | 13 | 18 | 23) {
                text.push('-');
            }
            text.push(char::from_digit((word >> (place << 2)) & 15, 16).unwrap_or('0'));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::version_4;

    #[test]
    fn version_and_variant_are_set() {
        assert_eq!(version_4(&|| 0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(version_4(&|| u32::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
