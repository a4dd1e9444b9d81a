// Checking and building cost the same for each member, however many there are: counted in instructions, not in time.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { before, describe, test } from "node:test";
import { graphForm, shortForm } from "../../bench/requests.mjs";
import { ask, runQuietly } from "../../scripts/run.mjs";
import { root, toolEnvironment } from "../../scripts/setup.mjs";

const sizes = [1_000, 10_000, 100_000];
const fewMembers = 3;
const tolerance = 1.1;

const env = toolEnvironment();
const hasValgrind = (await ask("valgrind", ["--version"])) !== null;
const skip = hasValgrind ? false : "valgrind, which counts the instructions, is not installed";

/** The instructions of the native program that makes a request's body. */
function instructionsOf(program, request) {
  const flags = ["--tool=callgrind", "--callgrind-out-file=/dev/null"];
  return new Promise((resolve, reject) => {
    const child = spawn("valgrind", [...flags, program], { stdio: ["pipe", "pipe", "pipe"] });
    let bodyLength = 0;
    let report = "";
    child.stdout.on("data", (bytes) => {
      bodyLength += bytes.length;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      report += text;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      const counted = /Collected : (\d+)/.exec(report)?.[1];
      if (code === 0 && bodyLength > 0 && counted !== undefined) resolve(Number(counted));
      else reject(new Error(`No body was made, or nothing counted:\n${report}`));
    });
    child.stdin.on("error", () => {}).end(JSON.stringify(request));
  });
}

describe("instructions for each member", { skip }, () => {
  let program;

  before(async () => {
    const flags = ["build", "--release", "--example", "build_chat", "--message-format", "json"];
    const output = await runQuietly("cargo", flags, { cwd: root, env });
    const artifact = output
      .split("\n")
      .filter((line) => line.includes('"executable":"'))
      .map((line) => JSON.parse(line))
      .find(({ target }) => target.name === "build_chat");
    program = artifact.executable;
  });

  for (const [title, form] of [
    ["short form", shortForm],
    ["Graph's form", graphForm],
  ]) {
    test(`${title}: alike from ${sizes[0]} to ${sizes.at(-1)} members`, async (context) => {
      const fixed = await instructionsOf(program, form(fewMembers));
      const costs = [];
      for (const size of sizes) {
        const all = await instructionsOf(program, form(size));
        costs.push(Math.round((all - fixed) / (size - fewMembers)));
      }
      context.diagnostic(`for ${sizes.join(", ")} members: ${costs.join(", ")} instructions each`);
      assert.ok(
        Math.max(...costs) <= tolerance * Math.min(...costs),
        `not linear: for ${sizes.join(", ")} members ${costs.join(", ")} instructions each`,
      );
    });
  }
});
