// Runs what tsc made.

import { scenario } from "./dist/scenario.js";

console.log(JSON.stringify(await scenario(process.argv[2])));
