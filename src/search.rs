//! Finding text in text. The standard library's searcher is far larger than what short needles need, and can panic.

/// Where `needle` first stands in `text`, in bytes.
fn find(text: &str, needle: &str) -> Option<usize> {
    text.as_bytes().windows(needle.len().max(1)).position(|window| window == needle.as_bytes())
}

/// Whether `needle` stands in `text`; an empty one does not.
pub(crate) fn contains(text: &str, needle: &str) -> bool {
    find(text, needle).is_some()
}

/// What stands before and behind the first `needle`.
pub(crate) fn split_once<'a>(text: &'a str, needle: &str) -> Option<(&'a str, &'a str)> {
    let (before, rest) = text.split_at_checked(find(text, needle)?)?;
    Some((before, rest.strip_prefix(needle)?))
}

/// The text with each `needle` replaced.
pub(crate) fn replace(text: &str, needle: &str, replacement: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = split_once(rest, needle) {
        replaced.push_str(before);
        replaced.push_str(replacement);
        rest = behind;
    }
    replaced.push_str(rest);
    replaced
}

#[cfg(test)]
mod tests {
    use super::{contains, replace, split_once};

    #[test]
    fn as_the_standard_library_does() {
        for (text, needle) in
            [("a''b''", "''"), ("'''", "''"), ("é://x://", "://"), ("", "x"), ("x", "xx"), ("añb", "ñ")]
        {
            assert_eq!(contains(text, needle), text.contains(needle));
            assert_eq!(split_once(text, needle), text.split_once(needle));
            assert_eq!(replace(text, needle, "-"), text.replace(needle, "-"));
        }
        assert!(!contains("x", ""));
    }
}
