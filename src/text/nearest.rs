//! Which of the known names was meant by another.

/// The known name that this one begins like, or is a slip or two away from; letter case does not count.
pub(crate) fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let given = name.to_ascii_lowercase();
    let mut best = None;
    let mut least = 3;
    for candidate in known {
        let wanted = candidate.to_ascii_lowercase();
        let begins = given.len() > 2 && (wanted.starts_with(&given) || given.starts_with(&wanted));
        let slips = if begins { 1 } else { distance(given.as_bytes(), wanted.as_bytes()) };
        if slips < least {
            least = slips;
            best = Some(*candidate);
        }
    }
    best
}

/// How many letters have to be added, left out or replaced.
fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.iter().enumerate() {
        let mut diagonal = index;
        let mut left = index.saturating_add(1);
        for (place, wanted) in row.iter_mut().zip(std::iter::once(None).chain(other.iter().map(Some))) {
            let above = *place;
            if let Some(wanted) = wanted {
                let replaced = diagonal.saturating_add(usize::from(letter != wanted));
                left = replaced.min(left.min(above).saturating_add(1));
            }
            *place = left;
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn slips_beginnings_and_letter_case_are_seen_through() {
        let known = ["timeoutMs", "maxAttempts", "maxRetryAfterMs", "cloud", "user"];
        for (name, expected) in [
            ("timeout", Some("timeoutMs")),
            ("TimeoutMS", Some("timeoutMs")),
            ("timoutMs", Some("timeoutMs")),
            ("maxAttemps", Some("maxAttempts")),
            ("clowd", Some("cloud")),
            ("retries", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, &known), expected, "{name}");
        }
        for (one, other, expected) in
            [("", "", 0), ("a", "", 1), ("", "ab", 2), ("kitten", "sitting", 3), ("ab", "ba", 2)]
        {
            assert_eq!(distance(one.as_bytes(), other.as_bytes()), expected, "{one} {other}");
        }
    }
}
