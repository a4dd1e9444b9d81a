/** JSON that somebody types: where it breaks off, and where in it a JSON Pointer points. */
import { findNodeAtLocation, type ParseError, parse, parseTree, printParseErrorCode } from "jsonc-parser";

export interface Position {
  offset: number;
  length: number;
  line: number;
  column: number;
}

const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

const expectations: Record<string, string> = {
  InvalidSymbol: "this is not a JSON value; texts and names stand in double quotes",
  InvalidNumberFormat: "this is not a number",
  PropertyNameExpected: "a property name in double quotes is expected",
  ValueExpected: "a value is expected",
  ColonExpected: "a colon is expected",
  CommaExpected: "a comma is expected",
  CloseBraceExpected: "a closing } is expected",
  CloseBracketExpected: "a closing ] is expected",
  EndOfFileExpected: "the end is expected, but there is more",
  InvalidCommentToken: "JSON has no comments",
  UnexpectedEndOfComment: "JSON has no comments",
  UnexpectedEndOfString: "the text lacks its closing double quote",
  UnexpectedEndOfNumber: "the number is not complete",
  InvalidUnicode: "\\u needs four hexadecimal digits",
  InvalidEscapeCharacter: "no such escape after the backslash",
  InvalidCharacter: "this character must be escaped",
};

/** Why and where a text that is not valid JSON breaks off: the parser goes on after an error, and tells the first one. */
export function whereItBreaks(text: string): { message: string; position: Position } {
  const errors: ParseError[] = [];
  parse(text, errors, strict);
  const [first] = errors;
  const position = positionAt(text, first?.offset ?? 0, first?.length ?? 0);
  const name = first ? printParseErrorCode(first.error) : "";
  return { message: expectations[name] ?? "this is not JSON", position };
}

/** Where a pointer's value is in the text, or the nearest thing around it. */
export function findPointer(text: string, pointer: string): Position {
  const tree = parseTree(text);
  const segments = pointer.split("/").slice(1).map(unescaped);
  for (let kept = segments.length; tree !== undefined && kept >= 0; kept -= 1) {
    const node = findNodeAtLocation(tree, segments.slice(0, kept).map(asKey));
    // A property as a whole tells more than its value: the name is often what is wrong.
    const whole = node?.parent?.type === "property" ? node.parent : node;
    if (whole !== undefined) return positionAt(text, whole.offset, whole.length);
  }
  return positionAt(text, 0, 0);
}

const unescaped = (segment: string) => segment.replaceAll("~1", "/").replaceAll("~0", "~");
const asKey = (segment: string) => (/^\d+$/.test(segment) ? Number(segment) : segment);

function positionAt(text: string, offset: number, length: number): Position {
  const before = text.slice(0, offset).split("\n");
  return { offset, length, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
