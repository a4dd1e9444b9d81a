//! Text to nodes: RFC 8259, strictly, with a bound on depth.

use super::{Document, Kind, Node, number};

/// Deeper texts are refused: no body of Graph's comes near it, and the stack stays safe.
const MAX_DEPTH: u32 = 64;

/// How numbers begin that no double holds, and so none of JavaScript's JSON: they stand for what could not be written as JSON
/// (`src/js/serialize.ts`; [`Class`](super::Class)).
const UNREADABLE: &[u8] = b"1e999";

/// Reads a text; `None` when it is not one JSON value.
pub(crate) fn parse(text: &str) -> Option<Document<'_>> {
    u32::try_from(text.len()).ok()?;
    let mut parser = Parser {
        text,
        at: 0,
        // A node takes about sixteen bytes of text in the bodies we read.
        nodes: Vec::with_capacity((text.len() >> 4).saturating_add(8)),
        decoded: String::new(),
    };
    parser.skip_white_space();
    parser.value(0)?;
    parser.skip_white_space();
    (parser.at == text.len()).then_some(Document { text, decoded: parser.decoded, nodes: parser.nodes })
}

/// The same; a document in which there is nothing when it is not.
pub(crate) fn read(text: &str) -> Document<'_> {
    parse(text).unwrap_or_default()
}

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) nodes: Vec<Node>,
    pub(super) decoded: String,
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// What is not read yet.
    pub(super) fn rest(&self) -> &[u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    pub(super) fn step(&mut self) {
        self.at = self.at.wrapping_add(1);
    }

    fn skip_white_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.step();
        }
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.step())
    }

    fn value(&mut self, depth: u32) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        match self.peek()? {
            b'"' => self.string(),
            b'{' => self.container(Kind::Object, b'}', depth),
            b'[' => self.container(Kind::Array, b']', depth),
            b't' => self.word(b"true", Kind::True),
            b'f' => self.word(b"false", Kind::False),
            b'n' => self.word(b"null", Kind::Null),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &[u8], kind: Kind) -> Option<()> {
        self.rest().starts_with(word).then_some(())?;
        let start = self.at;
        self.at = self.at.wrapping_add(word.len());
        self.push(kind, start, self.at)
    }

    fn number(&mut self) -> Option<()> {
        let length = number::literal_length(self.rest())?;
        let start = self.at;
        let is_unreadable = self.rest().starts_with(UNREADABLE);
        self.at = self.at.wrapping_add(length);
        self.push(if is_unreadable { Kind::Unreadable } else { Kind::Number }, start, self.at)
    }

    fn container(&mut self, kind: Kind, close: u8, depth: u32) -> Option<()> {
        let node = self.nodes.len();
        let inside = node.wrapping_add(1);
        self.push(kind, inside, inside)?;
        self.step();
        self.skip_white_space();
        if self.eat(close).is_none() {
            loop {
                if kind == Kind::Object {
                    (self.peek()? == b'"').then_some(())?;
                    self.string()?;
                    self.skip_white_space();
                    self.eat(b':')?;
                    self.skip_white_space();
                }
                self.value(depth.wrapping_add(1))?;
                self.skip_white_space();
                if self.eat(close).is_some() {
                    break;
                }
                self.eat(b',')?;
                self.skip_white_space();
            }
        }
        self.close(node)
    }

    /// Adds a node.
    pub(super) fn push(&mut self, kind: Kind, start: usize, end: usize) -> Option<()> {
        let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
        let behind = u32::try_from(self.nodes.len()).ok()?.wrapping_add(1);
        self.nodes.push(Node { kind, start, end, behind });
        Some(())
    }

    /// What was added behind a node belongs to it.
    pub(super) fn close(&mut self, node: usize) -> Option<()> {
        let behind = u32::try_from(self.nodes.len()).ok()?;
        self.nodes.get_mut(node)?.behind = behind;
        Some(())
    }
}
