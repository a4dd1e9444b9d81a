// Requests written one a line as JSON.

import { ParseErrorCode, parse } from "jsonc-parser";
import { linesOf } from "./lines.js";
import { problem } from "./problem.js";

/** What parsers expect at the place of an error. JSON.parse itself would quote the line. */
const expected = {
  [ParseErrorCode.PropertyNameExpected]: "a property name in double quotes is missing",
  [ParseErrorCode.ValueExpected]: "a value is missing",
  [ParseErrorCode.ColonExpected]: "a colon is missing",
  [ParseErrorCode.CommaExpected]: "a comma is missing",
  [ParseErrorCode.CloseBraceExpected]: "a closing brace is missing",
  [ParseErrorCode.CloseBracketExpected]: "a closing bracket is missing",
  [ParseErrorCode.EndOfFileExpected]: "something follows the value",
  [ParseErrorCode.UnexpectedEndOfString]: "a string is not closed",
  [ParseErrorCode.InvalidEscapeCharacter]: "a backslash escapes nothing",
  [ParseErrorCode.InvalidUnicode]: "a \\u escape is cut off",
  [ParseErrorCode.InvalidCharacter]: "a control character stands in a string",
};

/** Where and why text is no JSON, e.g. ": at column 17 a comma is missing." */
export function whyNoJson(text) {
  const errors = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  const [first] = errors;
  if (first === undefined) return ".";
  return `: at column ${first.offset + 1} ${expected[first.error] ?? "it cannot be read"}.`;
}

function read(text) {
  try {
    return { request: JSON.parse(text) };
  } catch {
    return { problems: [problem("jsonInvalid", { detail: whyNoJson(text) })] };
  }
}

/** `{ line, request }` or `{ line, problems }` for each line that is not blank. */
export async function* readJsonl(chunks) {
  for await (const { number: line, text, problem: reason } of linesOf(chunks)) {
    if (reason !== undefined) {
      yield { line, problems: [problem(reason === "tooLong" ? "lineTooLong" : reason)] };
      continue;
    }
    const content = line === 1 ? text.replace(/^\uFEFF/, "") : text;
    if (content.trim() !== "") yield { line, ...read(content) };
  }
}
