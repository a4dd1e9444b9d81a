// Installs the projects under tests/consumers, so that one of their test files can be run by itself.

import { installConsumers } from "./consumers/install.mjs";
import { isMain, main } from "./run.mjs";

if (isMain(import.meta)) await main(installConsumers);
