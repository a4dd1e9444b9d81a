// `npm run fix`: refreshes generated text, formats everything and applies what the linters can fix by themselves.

import { writeBenchmarks } from "./bench.mjs";
import { build } from "./build.mjs";
import { writeConsumers } from "./consumers/table.mjs";
import { answersTable } from "./docs/answers.mjs";
import { sizesTable } from "./docs/sizes.mjs";
import { writeTable } from "./docs/table.mjs";
import { isMain, main, runQuietly, step } from "./run.mjs";
import { root, setUp, toolEnvironment } from "./setup.mjs";

const fixes = [
  ["What is made of the rule table", "cargo", ["test", "--test", "generated"]],
  // Work in progress is what one wants fixed, hence --allow-dirty.
  [
    "Rust lints (clippy)",
    "cargo",
    [
      "clippy",
      "--fix",
      "--allow-dirty",
      "--allow-staged",
      "--workspace",
      "--exclude",
      "msgraph-chats-wasm",
      "--all-targets",
    ],
  ],
  ["Rust formatting (rustfmt)", "cargo", ["fmt", "--all"]],
  ["JavaScript, TypeScript, JSON and CSS (Biome)", "biome", ["check", "--write", "."]],
];

if (isMain(import.meta)) {
  await main(async () => {
    await setUp({ lint: true });
    const env = { ...toolEnvironment(), UPDATE_GENERATED: "1" };
    for (const [title, command, args] of fixes) {
      await step(title, () => runQuietly(command, args, { cwd: root, env }));
    }
    // A module that was built quickly has other sizes, and the same answers.
    const profile = await build({ anyModule: true });
    if (profile === "release") writeTable("README.md", "sizes", sizesTable());
    await step("The tables in docs/", async () => {
      writeTable("docs/answers.md", "answers", await answersTable());
      writeConsumers();
      await writeBenchmarks();
    });
  });
}
