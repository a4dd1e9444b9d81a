//! The grammar of a JSON string, and what its escapes stand for.

use super::Kind;
use super::parse::Parser;

impl Parser<'_> {
    /// Reads a string. One with escapes takes a second node, for what it stands for: that is of kind `Unreadable` when it holds
    /// half of a surrogate pair, for which there is no UTF-8; there U+FFFD stands in its place.
    pub(super) fn string(&mut self) -> Option<()> {
        self.step();
        let start = self.at;
        let decoded = self.decoded.len();
        let mut well_formed = Kind::String;
        loop {
            let run = self.at;
            let special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..0x20);
            self.at = run.saturating_add(self.rest().iter().position(special)?);
            let end = self.at;
            let escape = self.peek()?;
            self.step();
            if escape == b'"' && run == start {
                return self.push(Kind::String, start, end);
            }
            self.decoded.push_str(self.text.get(run..end)?);
            match escape {
                b'"' => {
                    let node = self.nodes.len();
                    self.push(Kind::EscapedString, start, end)?;
                    self.push(well_formed, decoded, self.decoded.len())?;
                    return self.close(node);
                }
                b'\\' => {
                    let letter = char::from_u32(self.escape()?);
                    if letter.is_none() {
                        well_formed = Kind::Unreadable;
                    }
                    self.decoded.push(letter.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                _ => return None,
            }
        }
    }

    /// The code point of the escape whose backslash is behind us.
    fn escape(&mut self) -> Option<u32> {
        let letter = self.peek()?;
        self.step();
        let letter = match letter {
            b'"' | b'\\' | b'/' => letter,
            b'b' => 0x8,
            b'f' => 0xc,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => return self.unit_or_pair(),
            _ => return None,
        };
        Some(u32::from(letter))
    }

    fn unit_or_pair(&mut self) -> Option<u32> {
        let first = self.unit()?;
        let behind = self.at;
        if matches!(first, 0xD800..0xDC00) && self.rest().starts_with(b"\\u") {
            self.at = behind.wrapping_add(2);
            let second = self.unit()?;
            if matches!(second, 0xDC00..0xE000) {
                return Some(0x1_0000_u32.wrapping_add((first & 0x3FF) << 10 | (second & 0x3FF)));
            }
            self.at = behind;
        }
        Some(first)
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit << 4 | char::from(self.peek()?).to_digit(16)?;
            self.step();
        }
        Some(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Value, parse};

    #[test]
    fn escapes_become_what_they_stand_for() {
        let cases = [
            (r"plain", Some("plain")),
            (r#"a\"b\\c\/d"#, Some("a\"b\\c/d")),
            (r"\b\f\n\r\t", Some("\u{8}\u{c}\n\r\t")),
            (r"\u00e9\uD83D\uDE00!", Some("é😀!")),
            (r"\ud83d", None),
            (r"\ude00\ud83d", None),
            (r"\ud83dx", None),
        ];
        for (raw, expected) in cases {
            let text = format!(r#"["{raw}","{raw}{raw}"]"#);
            let document = parse(&text).unwrap();
            let found: Vec<_> = document.root().elements().map(Value::as_str).collect();
            let twice = expected.map(|expected| expected.repeat(2));
            assert_eq!(found, [expected, twice.as_deref()], "{raw}");
        }
        let document = parse(r#"{"a\ud83d\ud83d\ude00":1}"#).unwrap();
        let names: Vec<_> = document.root().properties().map(|(name, _)| name).collect();
        assert_eq!(names, ["a\u{FFFD}😀"]);
    }
}
