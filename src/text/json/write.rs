//! Values and strings to JSON text, compact.

use super::{Kind, Value};

/// Appends a value as it was written, without white space.
pub(crate) fn push_value(out: &mut String, value: Value<'_>) {
    match value.kind() {
        Kind::Null | Kind::True | Kind::False | Kind::Number => out.push_str(value.raw()),
        Kind::String | Kind::EscapedString => {
            out.push('"');
            out.push_str(value.raw());
            out.push('"');
        }
        Kind::Array => {
            out.push('[');
            for (index, element) in value.elements().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                push_value(out, element);
            }
            out.push(']');
        }
        Kind::Object => {
            out.push('{');
            for (index, (name, property)) in value.properties().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                push_quoted(out, name);
                out.push(':');
                push_value(out, property);
            }
            out.push('}');
        }
        // Such a value is an error wherever it would be kept, so this is never sent.
        Kind::Unreadable => out.push_str("null"),
    }
}

/// Appends a string in quotes, escaped as `JSON.stringify` does.
pub(crate) fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        let escape = match letter {
            '"' | '\\' => letter,
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            ..' ' => 'u',
            _ => {
                out.push(letter);
                continue;
            }
        };
        out.push('\\');
        out.push(escape);
        if escape == 'u' {
            out.push_str(if letter < '\u{10}' { "000" } else { "001" });
            out.push(char::from_digit(u32::from(letter) & 15, 16).unwrap_or('0'));
        }
    }
    out.push('"');
}

/// Appends a number in decimal.
pub(crate) fn push_number(out: &mut String, number: usize) {
    let (tens, unit) = (number / 10, number % 10);
    if tens > 0 {
        push_number(out, tens);
    }
    out.push(u32::try_from(unit).ok().and_then(|digit| char::from_digit(digit, 10)).unwrap_or('0'));
}

#[cfg(test)]
mod tests {
    use super::super::{Class, Kind, parse};
    use super::{push_number, push_quoted, push_value};

    #[test]
    fn values_come_out_as_serde_json_writes_them() {
        let texts = [
            r#" { "a" : [ 1 , 2.50, -3e7 , true,false , null ] , "b\n\"" : { } , "c":"\u00e9\/" , "d":[ ] } "#,
            r#""text""#,
            "0",
        ];
        for text in texts {
            let document = parse(text).unwrap();
            let mut out = String::new();
            push_value(&mut out, document.root());
            let ours: serde_json::Value = serde_json::from_str(&out).unwrap();
            let theirs: serde_json::Value = serde_json::from_str(text).unwrap();
            assert_eq!(ours, theirs);
            assert!(!out.contains(' '), "{out}");
        }
    }

    #[test]
    fn what_is_no_json_is_refused() {
        let deep = format!("{}{}", "[".repeat(70), "]".repeat(70));
        let short = [
            "", " ", "{", "[1,]", "{a:1}", "'a'", "\"a", "\"\n\"", "01", "+1", "tru", "nul", "[1 2]", "1 1",
            "\"\\x\"", "!",
        ];
        let long = ["{\"a\":1,}", "{\"a\" 1}", "\"\\u12g4\"", "undefined", "\u{feff}1", &*deep];
        for text in short.into_iter().chain(long) {
            assert!(parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn numbers_that_no_double_holds_stand_for_what_is_unreadable() {
        for (text, kind, class) in [
            ("1e9990", Kind::Unreadable, Class::Other),
            ("1e9992", Kind::Unreadable, Class::Set),
            ("1e99", Kind::Number, Class::Other),
            ("1", Kind::Number, Class::Other),
        ] {
            let document = parse(text).unwrap();
            assert_eq!((document.root().kind(), document.root().class()), (kind, class), "{text}");
        }
    }

    #[test]
    fn strings_and_numbers_are_written_as_json_does() {
        let hard = "a\"\\\n\r\t\u{8}\u{c}\u{0}\u{1f}\u{7f}é😀/";
        let mut out = String::new();
        push_quoted(&mut out, hard);
        assert_eq!(out, serde_json::to_string(hard).unwrap());
        for number in [0, 7, 10, 250, 100_000, usize::MAX] {
            let mut out = String::new();
            push_number(&mut out, number);
            assert_eq!(out, number.to_string());
        }
    }
}
