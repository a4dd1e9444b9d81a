// The table in docs/where-it-runs.md of what the package was tested in, made of what ran.

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tableIn, writeTable } from "../docs/table.mjs";
import { ScriptError } from "../run.mjs";
import { root } from "../setup/paths.mjs";
import { resultsFile, resultsFolder } from "./folders.mjs";

const page = "docs/where-it-runs.md";

/** The order of the table. */
const groups = ["Node", "Runtimes", "Types", "Testing", "Pages", "Bundlers", "Frameworks", "Examples"];

/** What ran, in the order of the table, also written to build/consumers.json. */
export function collectResults() {
  const files = existsSync(resultsFolder) ? readdirSync(resultsFolder) : [];
  const results = files
    .map((file) => JSON.parse(readFileSync(join(resultsFolder, file), "utf8")))
    .sort(
      (a, b) =>
        groups.indexOf(a.group) - groups.indexOf(b.group) ||
        a.file.localeCompare(b.file) ||
        a.number - b.number,
    );
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
  return results;
}

/** Writes the table of what ran last into the page; says nothing where nothing did. */
export function writeConsumers() {
  if (!existsSync(resultsFile)) return;
  writeTable(page, "consumers", renderTable(JSON.parse(readFileSync(resultsFile, "utf8"))));
}

/** The same for what is tried now and then, with the day on which it was. */
export function writeSlowConsumers(results, day) {
  const table = tableIn(readFileSync(join(root, page), "utf8"), "slow-consumers");
  const before = table.split("\n").slice(2);
  const rows = results
    .filter(({ result }) => result === "passed")
    .map(({ name, versions }) => `| ${name} | ${testedWith(versions)} | ${day} |`);
  const names = rows.map((row) => row.split(" | ")[0]);
  // What did not run this time keeps its day.
  const kept = before.filter((row) => !names.includes(row.split(" | ")[0]));
  const lines = ["| Where | Tested with | Last tried |", "| --- | --- | --- |", ...[...kept, ...rows].sort()];
  writeTable(page, "slow-consumers", lines.join("\n"));
}

/** The table, without the versions' small numbers: those change too often to be kept. */
export function renderTable(results) {
  const rows = results
    .filter(({ result }) => result === "passed")
    .map(({ name, versions }) => `| ${name} | ${testedWith(versions)} |`);
  return ["| Where | Tested with |", "| --- | --- |", ...rows].join("\n");
}

/** `Node 20, 24; Vite 8`: each tool once. */
function testedWith(versions) {
  const tools = [...new Set(versions.map(({ tool }) => tool))];
  const numbers = (tool) =>
    versions.filter((each) => each.tool === tool).map(({ version }) => short(version));
  return tools.map((tool) => `${tool} ${[...new Set(numbers(tool))].join(", ")}`).join("; ");
}

/** The numbers of a version that tell what breaks. */
function short(version) {
  const [major, minor] = version.split(".");
  return major === "0" ? `0.${minor}` : major;
}

/** How the page's table differs from what ran: sentences, none when it does not. Versions may. */
export function differences(text, results) {
  const table = tableIn(text, "consumers");
  const named = [...table.matchAll(/^\| (.+?) \|/gm)].map(([, name]) => name).slice(2);
  const ran = results.filter(({ result }) => result === "passed").map(({ name }) => name);
  const excused = results.filter(({ result }) => result === "skipped").map(({ name }) => name);
  return [
    ...ran.filter((name) => !named.includes(name)).map((name) => `${page} does not name: ${name}.`),
    ...named
      .filter((name) => !ran.includes(name) && !excused.includes(name))
      .map((name) => `${page} names what did not run: ${name}.`),
  ];
}

/** Throws when the page's table is not of what ran. */
export function checkTable() {
  const found = differences(readFileSync(join(root, page), "utf8"), collectResults());
  if (found.length === 0) return;
  throw new ScriptError([...found, '"npm run fix" writes it anew.'].join("\n"));
}
