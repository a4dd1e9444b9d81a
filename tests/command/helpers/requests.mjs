// Inputs of the command, and what it wrote.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Every second one is a group; topics are the places, so that a chat tells which line made it. */
export const requestAt = (index) =>
  index % 2 === 1
    ? {
        chatType: "group",
        topic: `Plan ${index}`,
        members: [
          "adele@contoso.com",
          `user${index}@contoso.com`,
          { user: "guest@contoso.com", role: "guest" },
        ],
      }
    : { chatType: "oneOnOne", members: ["adele@contoso.com", `user${index}@contoso.com`] };

export const requests = (count) => Array.from({ length: count }, (_, index) => requestAt(index));

export const jsonLines = (values) => values.map((value) => `${JSON.stringify(value)}\n`).join("");

const memberText = (member) => (typeof member === "string" ? member : `${member.user}|${member.role}`);

/** The same requests as a table. */
export const csvLines = (values) =>
  ["chatType,topic,members\n"]
    .concat(
      values.map(
        ({ chatType, topic = "", members }) => `${chatType},${topic},${members.map(memberText).join(";")}\n`,
      ),
    )
    .join("");

/** Writes a file of the test's folder; gives its name. */
export function write(folder, name, text) {
  writeFileSync(join(folder, name), text);
  return name;
}

export const read = (folder, name) => readFileSync(join(folder, name), "utf8");

/** The records of an outcomes file; one that is just being written, or was cut off by a kill, is none. */
export const records = (folder, name = "out.jsonl") =>
  read(folder, name)
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));

/** Waits for a record of the outcomes file. */
export async function recorded(folder, matches) {
  while (!existsSync(join(folder, "out.jsonl")) || !records(folder).some(matches)) await wait(2);
}

/** The last outcome of each line, by line. */
export const outcomes = (folder, name) =>
  new Map(
    records(folder, name)
      .filter(({ status }) => status !== undefined)
      .map((record) => [record.line, record]),
  );

/** How many of each. */
export function tally(values) {
  const counts = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
