// The table in README.md of what the package was tested in, made of what ran.

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ScriptError } from "../run.mjs";
import { root } from "../setup/paths.mjs";
import { resultsFile, resultsFolder } from "./folders.mjs";

const readmeFile = join(root, "README.md");
const start = "<!-- consumers:start -->";
const end = "<!-- consumers:end -->";

/** The order of the table. */
const groups = ["Node", "Runtimes", "Types", "Pages", "Bundlers", "Frameworks", "Examples"];

/** What ran, in the order of the table, also written to build/consumers.json. */
export function collectResults() {
  const files = existsSync(resultsFolder) ? readdirSync(resultsFolder) : [];
  const results = files
    .map((file) => JSON.parse(readFileSync(join(resultsFolder, file), "utf8")))
    .sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || a.number - b.number);
  writeFileSync(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
  return results;
}

/** What build/consumers.json says. */
export function readResults() {
  if (existsSync(resultsFile)) return JSON.parse(readFileSync(resultsFile, "utf8"));
  throw new ScriptError('Nothing ran yet: "npm test -- consumers" writes build/consumers.json.');
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

/** README.md's text with this table in its place. */
export function withTable(text, table) {
  const [before, after] = [text.indexOf(start), text.indexOf(end)];
  if (before < 0 || after < before) {
    throw new ScriptError(`README.md has no place for the table: it needs ${start} and ${end}.`);
  }
  return `${text.slice(0, before + start.length)}\n\n${table}\n\n${text.slice(after)}`;
}

/** Writes the table of what ran into README.md. */
export function writeTable() {
  const text = readFileSync(readmeFile, "utf8");
  writeFileSync(readmeFile, withTable(text, renderTable(readResults())));
}

/** The names in README.md's table. */
export function namesInTable(text) {
  const table = text.slice(text.indexOf(start) + start.length, text.indexOf(end));
  return [...table.matchAll(/^\| (.+?) \|/gm)].map(([, name]) => name).slice(2);
}

/** How README.md's table differs from what ran: sentences, none when it does not. Versions may. */
export function differences(text, results) {
  withTable(text, "");
  const named = namesInTable(text);
  const ran = results.filter(({ result }) => result === "passed").map(({ name }) => name);
  const excused = results.filter(({ result }) => result === "skipped").map(({ name }) => name);
  return [
    ...ran.filter((name) => !named.includes(name)).map((name) => `README.md does not name: ${name}.`),
    ...named
      .filter((name) => !ran.includes(name) && !excused.includes(name))
      .map((name) => `README.md names what did not run: ${name}.`),
  ];
}

/** Throws when README.md's table is not of what ran. */
export function checkTable() {
  const found = differences(readFileSync(readmeFile, "utf8"), collectResults());
  if (found.length === 0) return;
  throw new ScriptError([...found, 'Write it anew with "node scripts/consumers.mjs".'].join("\n"));
}
