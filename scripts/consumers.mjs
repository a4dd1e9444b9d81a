// Writes README.md's table of what the package was tested in, from what the last `npm test` ran.
// With `--install`: installs the projects under tests/consumers, so that one test file can be run by itself.

import { installConsumers } from "./consumers/install.mjs";
import { writeTable } from "./consumers/table.mjs";
import { isMain, main } from "./run.mjs";

if (isMain(import.meta)) {
  await main(async () => {
    if (process.argv.includes("--install")) await installConsumers();
    else writeTable();
  });
}
