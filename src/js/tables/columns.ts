// The columns of a table: which there are, and what is done with others. A column that is ignored must not be one from
// which a wrong chat would come.

import { ListRefused } from "./issue.ts";
import type { Separator } from "./rows.ts";

type ColumnName = "chatType" | "topic" | "members" | "installedApp" | "message";

interface Column {
  readonly name: ColumnName;
  /** Names that mean this column where it is not there. */
  readonly meantBy?: RegExp;
}

/** The one table of known columns. */
export const columns: readonly Column[] = [
  { name: "members" },
  { name: "chatType", meantBy: /chattyp|^(?:type?|kind|tipo)s?$/ },
  { name: "topic", meantBy: /topic|^(?:name|title|subject|thema|betreff|titel|sujet|titre|tema|asunto)s?$/ },
  { name: "installedApp", meantBy: /installedapp|^app(?:id)?s?$/ },
  { name: "message", meantBy: /message|msg|^(?:text|body|content|greeting|nachricht|mensaje)s?$/ },
];

/** What a header may hold, as it is told to people. */
export const known = "The columns are members, and where wanted chatType, topic, installedApp and message";

/** Columns of a table of outcomes. */
const outcomeColumns = new Set(["status", "chatid"]);

/** What may stand in front of a name without changing what it means. */
const chatOf = /^(?:chat|group|team)s?(?=.)/;
const before =
  "(?:chat|group|team|other|more|additional|external|internal|invited|co|all|optional|required|first|second|third|fourth|fifth|last|next)*";
const behind = "(?:optional|required|list)*";
const people = new RegExp(
  `^${before}(?:(?:member|user|owner|guest|participant|attendee|mitglied(?:er)?|teilnehmer|besitzer|g(?:ast|äste)|membre|miembro|invitee|recipient|person|people|e?mail|upn|userprincipalname|address(?:es)?|id)s?)+${behind}$`,
);
/** These may be about anything. */
const anything = new RegExp(`^${before}(?:address(?:es)?|ids?)+${behind}$`);

/** Case, spaces, hyphens and underscores do not count. */
const normalized = (name: string): string => name.toLowerCase().replace(/[\s_\-\u2010-\u2015\uFEFF]+/g, "");

const keyOf = ({ name }: Column) => name.toLowerCase();

export interface Header {
  /** As written, trimmed. */
  readonly names: readonly string[];
  /** Position of each known column that is there. */
  readonly places: Readonly<Partial<Record<ColumnName, number>>>;
  readonly separator: Separator;
  /** Names of columns that are ignored, as they may be shown. */
  readonly ignored: readonly string[];
}

/** How many known columns a row names. */
export const knownNames = (cells: readonly string[]): number =>
  columns.filter((column) => isNamed(cells, column.name)).length;

export const isNamed = (cells: readonly string[], name: ColumnName): boolean =>
  cells.some((cell) => normalized(cell) === name.toLowerCase());

/** Whether two names differ by one letter: more, less, other, or two swapped. */
function isNear(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  const most = Math.min(one.length, other.length) - start;
  while (end < most && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  const first = one.slice(start, one.length - end);
  const second = other.slice(start, other.length - end);
  if (first.length <= 1 && second.length <= 1) return true;
  return first.length === 2 && second.length === 2 && first[0] === second[1] && first[1] === second[0];
}

export const separatorNames: Readonly<Record<Separator, string>> = {
  ",": "commas",
  ";": "semicolons",
  "\t": "tabs",
};

/** Numbers and signs left out: "Owner 2" and "e-mail (1)" are about people, too. */
const lettersOf = (name: string) => name.replace(/[^\p{L}]/gu, "");

const isPeople = (name: string) => people.test(lettersOf(name)) && !anything.test(lettersOf(name));

/** The known column that an unknown name was probably meant for. */
function meantFor(name: string, absent: readonly Column[]): Column | undefined {
  const letters = lettersOf(name);
  // Without the members this may be a header of another kind, or none.
  const mayExplain = absent[0] !== columns[0];
  return absent.find(
    (column) =>
      [name, letters.replace(/s$/, "")].some((text) => isNear(text, keyOf(column))) ||
      (mayExplain && [letters, letters.replace(chatOf, "")].some((text) => column.meantBy?.test(text))),
  );
}

/** How a column is named in a message: without a header, a person might stand there. */
function shown(name: string, place: number): string {
  const isName = name.length <= 40 && !/[@<>|]/.test(name) && !/^[\da-f]{8}-[\da-f]{4}-/i.test(name);
  return isName ? `"${name}"` : `column ${place + 1}`;
}

/** What to do with one or several columns that hold the members. */
function oneColumn(people: readonly { readonly place: number }[]): string {
  const places = people.map(({ place }) => place + 1);
  if (places.length === 1) {
    return `column ${places[0]} is probably meant to be members: name it members, with everybody of a chat in one cell, separated by semicolons.`;
  }
  const cells = people.map(({ place }) => `${String.fromCharCode(65 + place)}2`).join(",");
  const formula = /^[A-Z2,]+$/.test(cells) ? `, as =TEXTJOIN(";",TRUE,${cells}) in a spreadsheet does` : "";
  return `columns ${places.join(", ")} are probably meant to be members: put everybody of a chat into one column members, separated by semicolons${formula}.`;
}

/** Reads a header. Throws ListRefused for one that cannot be used. */
export function readHeader(cells: readonly string[], separator: Separator, line: number): Header {
  const names = cells.map((cell) => cell.trim());
  const keys = names.map(normalized);
  const refuse = (sentence: string): never => {
    throw new ListRefused(
      `Line ${line}, the header: ${sentence} ${known}, separated by commas, semicolons or tabs.`,
    );
  };
  const places: Partial<Record<ColumnName, number>> = {};
  const absent: Column[] = [];
  for (const column of columns) {
    const place = keys.indexOf(keyOf(column));
    if (place === -1) absent.push(column);
    else places[column.name] = place;
    if (place !== -1 && keys.indexOf(keyOf(column), place + 1) !== -1) {
      refuse(`the column ${column.name} is there twice: keep one of them.`);
    }
  }
  const others = keys
    .map((key, place) => ({ key, place, name: names[place] ?? "" }))
    .filter(({ key, place }) => key !== "" && !Object.values(places).includes(place));
  const hasMembers = places.members !== undefined;
  for (const { key } of others) {
    if (!outcomeColumns.has(key)) continue;
    refuse(
      `a column ${key === "status" ? "status" : "chatId"} belongs to a table of outcomes: give the list itself, and --resume to go on with a run.`,
    );
  }
  if (!hasMembers) {
    const people = others.filter(({ key }) => isNear(key, "members") || isPeople(key));
    const [first] = people;
    if (first) refuse(oneColumn(people.filter(({ key }) => lettersOf(key) === lettersOf(first.key))));
  }
  for (const { key, place, name } of others) {
    const meant = meantFor(key, absent);
    const where = hasMembers ? shown(name, place) : `column ${place + 1}`;
    if (meant) {
      refuse(`${where} is probably meant to be ${meant.name}: rename it to ${meant.name}, or take it out.`);
    }
    if (isPeople(key)) {
      refuse(
        `${where} seems to name people, who would be left out of the chat: put them into the column members, or take the column out.`,
      );
    }
  }
  if (!hasMembers) {
    const found =
      names.length > 1
        ? ` (${names.length} columns, separated by ${separatorNames[separator]}, were found)`
        : "";
    refuse(
      knownNames(cells) === 0 && cells.some((cell) => cell.includes("@"))
        ? "people stand where the names of the columns belong: write these names into a line above."
        : `the column members is missing${found}. Name it so, in one of the first lines.`,
    );
  }
  return { names, places, separator, ignored: others.map(({ name, place }) => shown(name, place)) };
}
