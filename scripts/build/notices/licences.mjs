// The licence gate: which licences the package may contain code under, and where a component has their texts.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import parse from "spdx-expression-parse";
import { ScriptError } from "../../run.mjs";

/** What may be in the package; where a component gives a choice, the one that comes first here is taken. */
export const permitted = [
  "MIT",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Zlib",
  "BlueOak-1.0.0",
  "Apache-2.0",
  "Unicode-3.0",
  "Unicode-DFS-2016",
];

/** The licences that a component is taken under, of those that it states. Throws when they are not permitted. */
export function chosenLicences({ name, version, licence }) {
  const component = `${name} ${version}`;
  if (typeof licence !== "string") throw new ScriptError(`${component} states no licence.`);
  const rank = (way) => way.reduce((sum, id) => sum + permitted.indexOf(id), 0);
  const ways = waysOf(parsed(component, licence)).filter((way) => way.every((id) => permitted.includes(id)));
  if (ways.length > 0) return ways.reduce((best, way) => (rank(way) < rank(best) ? way : best));
  const list = permitted.join(", ");
  throw new ScriptError(
    `${component} is under ${licence}, which may not be in the package; these may: ${list}.`,
  );
}

function parsed(component, licence) {
  try {
    // Old crates write a choice this way.
    return parse(licence.replaceAll("/", " OR "));
  } catch {
    throw new ScriptError(`${component} states the licence "${licence}", which is no SPDX expression.`);
  }
}

/** Every way of meeting an expression: each a list of licences that hold together. */
function waysOf({ conjunction, left, right, license, plus, exception }) {
  if (conjunction === "or") return [...waysOf(left), ...waysOf(right)];
  if (conjunction === "and") {
    return waysOf(left).flatMap((one) => waysOf(right).map((other) => [...new Set([...one, ...other])]));
  }
  return [[[license, plus && "+", exception && ` WITH ${exception}`].filter(Boolean).join("")]];
}

const plainFile = /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/i;

/** The texts of the licences as they lie in a component's folder, with its notice. Throws when one is not there. */
export function licenceTexts({ name, version, folder }, licences) {
  const files = readdirSync(folder).sort();
  const chosen = licences.map((id) => {
    const ownFile = new RegExp(`^(?:licen[cs]e|copying)[-_.]${id.split("-")[0]}\\b`, "i");
    const file = files.find((entry) => ownFile.test(entry)) ?? files.find((entry) => plainFile.test(entry));
    if (file !== undefined) return file;
    throw new ScriptError(
      `${name} ${version} has no file with the text of ${id}: give it one in scripts/build/notices/texts.mjs.`,
    );
  });
  const notices = files.filter((entry) => /^notice\b/i.test(entry));
  return [...new Set([...chosen, ...notices])].map((file) => readFileSync(join(folder, file), "utf8"));
}
