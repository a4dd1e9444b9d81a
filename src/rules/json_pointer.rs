//! JSON Pointers (RFC 6901) into the request.

use crate::text::json::push_number;

/// Where in the request a rule looks: a chain of borrowed steps, turned into text only when an issue is found.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pointer<'a> {
    /// The whole request.
    Root,
    /// A property of what is before it.
    Property(&'a Pointer<'a>, &'a str),
    /// An element of what is before it.
    Element(&'a Pointer<'a>, usize),
}

impl Pointer<'_> {
    /// A property below this one.
    pub(crate) fn property<'b>(&'b self, name: &'b str) -> Pointer<'b> {
        Pointer::Property(self, name)
    }

    /// An element below this one.
    pub(crate) fn element(&self, index: usize) -> Pointer<'_> {
        Pointer::Element(self, index)
    }

    /// The pointer as RFC 6901 writes it.
    pub(crate) fn to_text(self) -> String {
        let mut text = String::new();
        self.push_to(&mut text);
        text
    }

    fn push_to(self, out: &mut String) {
        match self {
            Pointer::Root => {}
            Pointer::Property(parent, name) => {
                parent.push_to(out);
                out.push('/');
                for letter in name.chars() {
                    match letter {
                        '~' => out.push_str("~0"),
                        '/' => out.push_str("~1"),
                        other => out.push(other),
                    }
                }
            }
            Pointer::Element(parent, index) => {
                parent.push_to(out);
                out.push('/');
                push_number(out, index);
            }
        }
    }
}
