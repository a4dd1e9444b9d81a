// A table of chats: the header, then one chat a row.

import { columns, type Header, known, readHeader, separatorNames } from "./columns.ts";
import { findHeader, isBetter, isBlank, otherSeparator, titleNotice } from "./find-header.ts";
import { error, type ListIssue, ListRefused, warning } from "./issue.ts";
import type { FormReader, ListLine } from "./line.ts";
import { holdsMembers, isMembersOnly, readMembers, type TableMember } from "./members.ts";
import { messageProblems } from "./message.ts";
import type { Row, Rows, Separator } from "./rows.ts";

const separators: readonly Separator[] = [",", ";", "\t"];

/** A `sep=` line, as Excel writes and reads it. */
const sepLine = /^[ "]*sep=(.*?)"?[ ]*(\r\n|\n|\r|$)/i;

const types: Readonly<Record<string, string>> = { oneonone: "oneOnOne", group: "group" };

export class TableReader implements FormReader {
  readonly form = "table";
  notices: ListIssue[] = [];
  /** Text in front of the rows: the `sep=` line, blank rows, a title, the header. */
  preamble = "";
  header: Header | undefined;
  #text = "";
  #rows: Rows | undefined;
  #isEnded = false;
  #guessed = 0;
  #firstGuessed = 0;

  push(text: string): ListLine[] {
    if (this.#rows) this.#rows.add(text);
    else this.#begin(text);
    return this.#lines();
  }

  end(): ListLine[] {
    this.#isEnded = true;
    if (!this.#rows) this.#begin("");
    this.#rows?.end();
    const lines = this.#lines();
    if (this.#guessed > 0) this.notices.push(guessNotice(this.#guessed, this.#firstGuessed));
    return lines;
  }

  /** Decides on the separator as soon as the header is there. */
  #begin(text: string): void {
    this.#text += text;
    const given = this.#givenSeparator();
    if (given === null) return;
    const where = { skip: given.length, lines: given.lines, isEnded: this.#isEnded };
    const tried = separators.map((separator) => findHeader(this.#text, separator, where));
    if (tried.some((attempt) => attempt === null)) return;
    const found = tried.filter((attempt) => attempt !== null);
    const fits = found.reduce((one, other) => (isBetter(other, one) ? other : one));
    const best = found.find(({ rows }) => rows.separator === given.separator) ?? fits;
    if (fits.known > best.known) throw otherSeparator(best.rows.separator, fits.rows.separator);
    if (best.refused) throw best.refused;
    this.#rows = best.rows;
    this.#text = "";
    if (!best.row) return;
    this.preamble = best.preamble;
    this.header = readHeader(best.row.cells, best.rows.separator, best.row.line);
    if (best.title !== undefined) this.notices.push(titleNotice(best.title, best.row.line));
    if (this.header.ignored.length > 0) this.notices.push(ignoredNotice(this.header.ignored));
  }

  /** The separator of a `sep=` line; null when more text decides. */
  #givenSeparator(): { separator?: Separator; length: number; lines: number } | null {
    const start = this.#text.trimStart().slice(0, 5).toLowerCase();
    const couldBe = '"sep='.startsWith(start) || "sep=".startsWith(start.slice(0, 4));
    if (!couldBe) return { length: 0, lines: 0 };
    if (!this.#isEnded && !/[\r\n][\s\S]/.test(this.#text)) return null;
    const [line, letters = ""] = sepLine.exec(this.#text) ?? [];
    if (line === undefined) return { length: 0, lines: 0 };
    const separator = separators.find((each) => each === letters || each === letters.trim());
    if (separator === undefined) {
      throw new ListRefused(
        "Line 1, the sep= line, names a separator other than comma, semicolon or tab: save the list with one of these.",
      );
    }
    return { separator, length: line.length, lines: 1 };
  }

  #lines(): ListLine[] {
    const lines: ListLine[] = [];
    for (let row = this.#rows?.next(); row; row = this.#rows?.next()) {
      if (!this.header) continue;
      this.#checkSwallowed(row, this.header);
      if (!isBlank(row.cells)) lines.push(this.#lineOf(row, this.header));
    }
    return lines;
  }

  /** A cell whose later lines look like rows was opened by a quote that should not be there. */
  #checkSwallowed({ cells, broken }: Row, { names, separator, places }: Header): void {
    for (const { cell, line } of broken) {
      const text = cells[cell] ?? "";
      const later = text.split(/\r\n|\r|\n/).slice(1);
      // The lines of a message may hold separators and addresses, but a row has the members of a chat in their place.
      const isMessage = cell === places.message;
      const isRowLike = later.some((part) => {
        const parts = part.split(separator);
        return (
          parts.length >= names.length &&
          part.trim() !== "" &&
          (!isMessage || holdsMembers(parts[places.members ?? 0] ?? ""))
        );
      });
      if (!isRowLike || (cell === places.members && isMembersOnly(text))) continue;
      const otherwise = isMessage
        ? ` If that line does belong to the message, write other signs than ${separatorNames[separator]} in it, or give the list as JSON.`
        : "";
      throw new ListRefused(
        `Line ${line} of the text: a quote opens a cell that seems to hold whole lines of the list, which would be lost. Close the quote where its cell ends, or write a quote that belongs to the text twice ("").${otherwise}`,
      );
    }
  }

  #lineOf({ line, cells, raw, broken }: Row, header: Header): ListLine {
    const problems: ListIssue[] = [];
    const cell = (name: keyof Header["places"]) => {
      const place = header.places[name];
      return place === undefined ? "" : (cells[place] ?? "").trim();
    };
    const isStray = cells.some((text, place) => !header.names[place] && text.trim() !== "");
    if (isStray) problems.push(strayCell(header.separator));
    for (const { name } of columns) {
      if (
        name !== "members" &&
        name !== "message" &&
        broken.some((each) => each.cell === header.places[name]) &&
        /[\r\n]/.test(cell(name))
      ) {
        problems.push(
          error(
            "tableLineBreak",
            `/${name === "installedApp" ? "installedApps/0" : name}`,
            "A line break stands in this cell: take it out, or look for a quote that is closed too late.",
          ),
        );
      }
    }
    const { members, problems: memberProblems } = readMembers(cell("members"));
    const apart = whereApart(cells, header);
    if (apart !== undefined) problems.push(membersApart(apart));
    const topic = cell("topic");
    const app = cell("installedApp");
    const message = cell("message");
    const chatType = this.#typeOf(cell("chatType"), members, topic, line, problems);
    if (members.length === 1 && chatType !== "oneOnOne") {
      problems.push(
        error(
          "tableOneMember",
          "/members",
          "There is one member only: put everybody of the chat, the caller too, into the cell members, separated by semicolons.",
        ),
      );
    }
    const request = {
      ...(chatType && { chatType }),
      ...(topic && { topic }),
      members,
      ...(app && { installedApps: [app] }),
    };
    problems.push(...memberProblems, ...messageProblems(message || undefined));
    return { line, raw, cells, request, ...(message && { message }), problems };
  }

  #typeOf(
    written: string,
    members: readonly TableMember[],
    topic: string,
    line: number,
    problems: ListIssue[],
  ): string {
    if (written !== "") {
      const bare = written.toLowerCase().replace(/[\s_\-\u2010-\u2015]+/g, "");
      const type = types[bare];
      // Of meetings the rules know more to say.
      if (type === undefined && bare !== "meeting") problems.push(unknownType);
      return type ?? written;
    }
    if (members.length === 2 && topic !== "") {
      problems.push(
        error(
          "tableTypeMissing",
          "/chatType",
          "The type is missing: two members could be oneOnOne, but that has no topic. Write group, or take the topic out.",
        ),
      );
      return "group";
    }
    this.#guessed += 1;
    if (this.#guessed === 1) this.#firstGuessed = line;
    return members.length === 2 ? "oneOnOne" : "group";
  }
}

/** What the column behind the members is, where members fell apart into it: some would be left out without a word. */
function whereApart(cells: readonly string[], { names, places }: Header): ApartInto | undefined {
  const behind = (places.members ?? 0) + 1;
  if (!names[behind] || !isMembersOnly(cells[behind] ?? "")) return undefined;
  if (behind === places.message) return "message";
  if (behind === places.topic) return "topic";
  return Object.values(places).includes(behind) ? undefined : "ignored";
}

type ApartInto = "message" | "topic" | "ignored";

const apartTexts: Readonly<Record<ApartInto, readonly [which: string, otherwise: string]>> = {
  message: ["in the column message, holds nothing but people", "write more than people into the message"],
  topic: ["in the column topic, holds nothing but people", "write more than people into the topic"],
  ignored: ["whose column is ignored, names people", "take that column out"],
};

function membersApart(into: ApartInto): ListIssue {
  const [which, otherwise] = apartTexts[into];
  return error(
    "tableMembersApart",
    "/members",
    `The next cell, ${which}, who would be left out of the chat: put all members into one cell, quoted where it holds the separator of the table, or ${otherwise}.`,
  );
}

const unknownType = error(
  "chatTypeUnknown",
  "/chatType",
  "chatType is not known: write oneOnOne or group, or leave it empty: two members then make a oneOnOne chat, more a group.",
);

function strayCell(separator: Separator): ListIssue {
  const fix = {
    ",": "Quote fields that hold commas, and separate members with semicolons.",
    ";": "Quote fields that hold semicolons, such as the members.",
    "\t": "Quote fields that hold tabs.",
  }[separator];
  return error(
    "tableExtraCell",
    "",
    `The line has more cells than the header has names, so that something may have fallen apart. ${fix}`,
  );
}

const ignoredNotice = (names: readonly string[]): ListIssue => {
  const shown = names.length > 10 ? [...names.slice(0, 10), `${names.length - 10} more`] : names;
  const message = `Columns that are not known are ignored: ${shown.join(", ")}. ${known}.`;
  return warning("tableColumnsIgnored", "", message);
};

function guessNotice(count: number, first: number): ListIssue {
  const lines =
    count === 1
      ? `Line ${first} has`
      : `${count.toLocaleString("en")} lines, the first of them line ${first}, have`;
  return warning(
    "tableTypesChosen",
    "",
    `${lines} no chatType: two members make a oneOnOne chat, more a group.`,
  );
}
