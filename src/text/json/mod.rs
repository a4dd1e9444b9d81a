//! JSON text read without copying: a flat list of nodes over the text, so that a request of any size costs one allocation.
//! Strings with escapes, which are rare, are decoded once as they are read.

mod number;
mod parse;
mod string;
mod value;
mod write;

pub(crate) use parse::{parse, read};
pub(crate) use value::{Class, Elements, Kind, Value};
pub(crate) use write::{push_number, push_quoted, push_value};

/// One value of the text; the nodes of what it holds follow it. Behind a string with escapes is the node of what it stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    kind: Kind,
    /// Where the text starts and ends, in bytes: of a string without its quotes. For an array or object, whose text nobody asks
    /// for, both say which node is the first inside.
    start: u32,
    end: u32,
    /// Which node is the first behind this value.
    behind: u32,
}

impl Node {
    /// Holds nothing.
    const NOTHING: Node = Node { kind: Kind::Unreadable, start: 0, end: 0, behind: 0 };
}

/// A parsed text; by default one in which there is nothing.
#[derive(Debug, Default)]
pub(crate) struct Document<'a> {
    text: &'a str,
    /// What the strings with escapes stand for, one after the other.
    decoded: String,
    nodes: Vec<Node>,
}

impl Document<'_> {
    /// The outermost value.
    pub(crate) fn root(&self) -> Value<'_> {
        Value::new(self, self.nodes.first().unwrap_or(&Node::NOTHING))
    }

    /// A property of it.
    pub(crate) fn get(&self, name: &str) -> Option<Value<'_>> {
        self.root().get(name)
    }
}
