// Requests written as a table: a header, then one request a row.

import { parse } from "csv-parse";
import { CommandError } from "../command-error.js";
import { problem } from "./problem.js";

const required = ["chatType", "members"];
const optional = ["topic", "installedApp"];
const known = [...required, ...optional];
const columnsAre = `The columns, separated by commas, are ${known.join(", ")} (${optional.join(" and ")} may be left out).`;

/** The longest row, characters: a quote that is never closed must not take in the rest of the file. */
const longestRow = 4 * 1024 * 1024;

/** The text of the bytes; what is no UTF-8 must not become other letters. */
async function* decoded(chunks) {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (bytes) => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new CommandError("The table is no UTF-8: save it as UTF-8, and nothing will be garbled.");
    }
  };
  for await (const chunk of chunks) yield decode(chunk);
  yield decode();
}

/** Names are not repeated: without a header, the first row would be shown. */
function checkHeader(names, line) {
  const fail = (sentence) => {
    throw new CommandError(`Line ${line}, the header: ${sentence} ${columnsAre}`);
  };
  names.forEach((name, index) => {
    if (!known.includes(name)) fail(`column ${index + 1} is unknown.`);
    if (names.indexOf(name) !== index) fail(`column ${index + 1} is there twice.`);
  });
  for (const name of required) if (!names.includes(name)) fail(`the column ${name} is missing.`);
}

function memberOf(text) {
  const [user, role = "", tenantId = ""] = text.split("|").map((part) => part.trim());
  if (role === "" && tenantId === "") return user;
  return { user, ...(role && { role }), ...(tenantId && { tenantId }) };
}

function requestOf(row) {
  const chatType = row.chatType.trim();
  const app = row.installedApp?.trim();
  const members = row.members.trim() === "" ? [] : row.members.split(";");
  const problems = members.flatMap((text, index) =>
    text.split("|").length > 3 ? [problem("csvMember", { path: `/members/${index}` })] : [],
  );
  if (problems.length > 0) return { problems };
  const request = {
    ...(chatType && { chatType }),
    ...(row.topic && { topic: row.topic }),
    members: members.map(memberOf),
    ...(app && { installedApps: [app] }),
  };
  return { request };
}

/** What the parser cannot read makes everything behind it doubtful, so that there the reading ends. */
function unreadable(line) {
  return new CommandError(
    `The row that begins at line ${line} cannot be read: a quote is not closed, or stands inside a field without being doubled.`,
  );
}

/**
 * The rows as lists of fields, each with the line on which it begins. Those before one that cannot be read are given, too,
 * which the parser as a stream would forget.
 */
async function* rowsOf(texts) {
  let rows = [];
  let first = 1;
  const parser = parse({
    bom: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    max_record_size: longestRow,
    on_record(fields, { lines }) {
      rows.push({ first, fields });
      first = lines + 1;
      return null;
    },
  });
  // The callbacks get the error.
  parser.on("error", () => {}).resume();
  const fed = (feed) => new Promise((resolve) => feed(resolve));
  const take = (error) => {
    const taken = rows;
    rows = [];
    return error ? [...taken, { error: unreadable(first) }] : taken;
  };
  for await (const text of texts) {
    if (text !== "") yield* take(await fed((done) => parser.write(text, done)));
  }
  yield* take(await fed((done) => parser.end(done)));
}

/** `{ line, request }` or `{ line, problems }` for each row that is not blank. Throws CommandError. */
export async function* readCsv(chunks) {
  let names;
  for await (const { first: line, fields, error } of rowsOf(decoded(chunks))) {
    if (error) throw error;
    if (fields.every((field) => field.trim() === "")) continue;
    if (names === undefined) {
      names = fields.map((name) => name.trim());
      checkHeader(names, line);
    } else if (fields.length !== names.length) {
      yield { line, problems: [problem("csvFieldCount")] };
    } else {
      const row = Object.fromEntries(names.map((name, index) => [name, fields[index]]));
      yield { line, ...requestOf(row) };
    }
  }
}
