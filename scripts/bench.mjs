// `npm run bench`: measures the package beside its peers (bench/), prints one table and writes build/bench.json.
// `-- --quick` measures less of everything. `npm run fix` writes the table into docs/benchmarks.md.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { writeTable } from "./docs/table.mjs";
import { isMain, main, runQuietly, ScriptError, step } from "./run.mjs";
import { root, setUp } from "./setup.mjs";

const folder = join(root, "bench");
const resultFile = join(root, "build", "bench.json");

const whole = { rounds: 7, forMs: 100, freshRounds: 9, memoryRounds: 3, memoryChats: 2000, chats: 2000 };
const quick = { rounds: 3, forMs: 30, freshRounds: 3, memoryRounds: 1, memoryChats: 500, chats: 150 };

async function installPeers() {
  const lock = readFileSync(join(folder, "package-lock.json"), "utf8");
  const stamp = join(folder, "node_modules", ".stamp");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  await step("Installing the peers", () =>
    runQuietly("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder }),
  );
  writeFileSync(stamp, lock);
}

async function measureAll(amount) {
  // The peers are there only now.
  const { startServer, startWorkers } = await import("../bench/processes.mjs");
  const { sameChats } = await import("../bench/measure/same-chat.mjs");
  const { bytesRows } = await import("../bench/measure/bytes.mjs");
  const { installedRows } = await import("../bench/measure/installed.mjs");
  const { freshRows } = await import("../bench/measure/fresh.mjs");
  const { speedRows } = await import("../bench/measure/speed.mjs");
  const { throttledRows } = await import("../bench/measure/throttled.mjs");

  const { workers, stop } = await startWorkers();
  const server = await startServer();
  const options = { ...amount, workers, url: server.url };
  try {
    const same = await step("Comparing the chats that the peers make", () => sameChats(workers));
    const bytes = await step("Bundling the smallest programs", bytesRows);
    const speed = await step("Counting bodies and calls a second", () => speedRows(options));
    const fresh = await step("Starting fresh processes", () =>
      freshRows({ ...options, rounds: amount.freshRounds }),
    );
    const throttled = await step(`Creating ${amount.chats} chats at a server that throttles`, () =>
      throttledRows({ workers, count: amount.chats }),
    );
    const rows = [...bytes, ...installedRows(), ...fresh, ...speed, ...throttled.rows];
    return { ...about(), same, lost: throttled.lost, rows };
  } finally {
    stop();
    server.stop();
  }
}

function about() {
  const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const processors = cpus();
  return {
    at: new Date().toISOString(),
    machine: `Node ${process.versions.node} on ${processors.length} × ${processors[0].model.trim()}`,
    packages: Object.entries(dependencies).map(([name, version]) => `${name} ${version}`),
  };
}

/** Writes the table of the last run that measured enough into docs/benchmarks.md; says nothing where there was none. */
export async function writeBenchmarks() {
  if (!existsSync(resultFile)) return;
  const result = JSON.parse(readFileSync(resultFile, "utf8"));
  if (result.quick) return;
  const { markdownTable, notes } = await import("../bench/table.mjs");
  writeTable("docs/benchmarks.md", "bench", `${markdownTable(result)}\n\n${notes(result).join(" ")}`);
}

if (isMain(import.meta)) {
  await main(async () => {
    const args = process.argv.slice(2);
    const unknown = args.find((arg) => arg !== "--quick");
    if (unknown !== undefined) throw new ScriptError(`${unknown} is not known; there is --quick.`);
    await setUp();
    await build();
    await installPeers();
    const isQuick = args.includes("--quick");
    const result = { quick: isQuick, ...(await measureAll(isQuick ? quick : whole)) };
    mkdirSync(join(root, "build"), { recursive: true });
    writeFileSync(resultFile, `${JSON.stringify(result, null, 2)}\n`);
    const { notes, printedTable } = await import("../bench/table.mjs");
    console.log(`\n${printedTable(result)}\n\n${notes(result).join("\n")}`);
    console.log("× is so many times what msgraph-chats takes or does; * is better than msgraph-chats.");
    return 0;
  });
}
