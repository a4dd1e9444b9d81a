// `npm run size`: the bytes of the package by file, and what the bytes of its module are.
// `-- --budget` makes the sizes of now the budget of the tests, after a growth that is meant.

import { build } from "./build.mjs";
import { isMain, main, ScriptError, step } from "./run.mjs";
import { setUp } from "./setup.mjs";
import { fileSizes, readBudget, writeBudget } from "./size/files.mjs";
import { buildWithNames, byOrigin, installTwiggy, itemsOf } from "./size/module.mjs";

const number = (value, width) => (value?.toLocaleString("en") ?? "–").padStart(width);

function printFiles() {
  const budget = readBudget();
  console.log(
    `\n${"file".padEnd(20)}${"raw".padStart(10)}${"gzip".padStart(10)}${"brotli".padStart(10)}   budget`,
  );
  for (const [name, { raw, gzip, brotli }] of Object.entries(fileSizes())) {
    const sizes = [raw, gzip, brotli].map((value) => number(value, 10)).join("");
    console.log(
      `${name.padEnd(20)}${sizes}${number(budget[name]?.raw, 10)} raw${number(budget[name]?.brotli, 10)} brotli`,
    );
  }
}

function printModule(items) {
  const whole = items.reduce((sum, { bytes }) => sum + bytes, 0);
  const line = (bytes, text) =>
    console.log(`${number(bytes, 10)}${((100 * bytes) / whole).toFixed(1).padStart(7)} %  ${text}`);
  console.log(`\nThe module, ${whole.toLocaleString("en")} bytes without names, by where they come from:\n`);
  for (const { origin, bytes, count } of byOrigin(items)) line(bytes, `${origin} (${count})`);
  console.log("\nThe largest parts:\n");
  for (const { bytes, name } of items.slice(0, 40)) line(bytes, name.slice(0, 150));
}

if (isMain(import.meta)) {
  await main(async () => {
    const args = process.argv.slice(2);
    const unknown = args.find((arg) => arg !== "--budget");
    if (unknown !== undefined) throw new ScriptError(`${unknown} is not known; there is --budget.`);
    await setUp();
    await build();
    if (args.includes("--budget")) {
      writeBudget(fileSizes());
      return printFiles();
    }
    await installTwiggy();
    const module = await step("Building the module with its names", buildWithNames);
    printFiles();
    printModule(await itemsOf(module));
    return 0;
  });
}
