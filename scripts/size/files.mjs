// The sizes of the package's scripts and of its module, beside the budget that tests/js/size.test.mjs keeps.

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { root } from "../setup/paths.mjs";

const pkg = join(root, "pkg");
const budgetFile = join(root, "tests", "fixtures", "size-budget.json");

/** How far a budget is above what there is: half a percent, rounded up to three digits, and never over one percent. */
const slack = 1.005;
const mostSlack = 1.01;

/** Raw, gzip and brotli bytes of every script of the package and of its module, by file. */
export function fileSizes() {
  const names = readdirSync(pkg).filter((name) => /\.(?:c?js|wasm)$/.test(name));
  return Object.fromEntries(names.sort().map((name) => [name, sizesOf(readFileSync(join(pkg, name)))]));
}

/** What crosses the network, compressed by what is best at it. */
export const sizesOf = (bytes) => ({
  raw: bytes.length,
  gzip: gzipSync(bytes, { level: 9 }).length,
  brotli: brotliCompressSync(bytes).length,
});

export const readBudget = () => (existsSync(budgetFile) ? JSON.parse(readFileSync(budgetFile, "utf8")) : {});

/** Makes what is there now the budget. */
export function writeBudget(sizes) {
  const entries = Object.entries(sizes).map(([name, { raw, brotli }]) => [
    name,
    { raw: roundedUp(raw), brotli: roundedUp(brotli) },
  ]);
  writeFileSync(budgetFile, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}

function roundedUp(bytes) {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(bytes)) - 2);
  return Math.min(Math.ceil((bytes * slack) / step) * step, Math.floor(bytes * mostSlack));
}
