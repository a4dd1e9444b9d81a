// `npm run fix`: refreshes generated text, formats everything and applies what the linters can mend by themselves.

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
    await setUp({ build: false, lint: true });
    const env = { ...toolEnvironment(), UPDATE_GENERATED: "1" };
    for (const [title, command, args] of fixes) {
      await step(title, () => runQuietly(command, args, { cwd: root, env }));
    }
  });
}
