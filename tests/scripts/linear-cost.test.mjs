// Checking and building cost the same for each member, however many there are: counted in instructions, not in time.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { before, describe, test } from "node:test";
import { graphForm, shortForm } from "../../bench/requests.mjs";
import { runQuietly } from "../../scripts/run.mjs";
import { programPath, programs } from "../../scripts/setup/programs.mjs";
import { root, toolEnvironment } from "../../scripts/setup.mjs";

const sizes = [500, 5_000];
const fewMembers = 3;
const tolerance = 1.1;

const env = toolEnvironment();
const valgrind = programPath(programs.valgrind);
const skip = valgrind === null && !process.env.CI && "Valgrind is not there to count instructions";
const pretty = (request) => JSON.stringify(request, null, 1);

/** The instructions of the native program that makes a body of a request's text. */
function instructionsOf(program, text) {
  const flags = ["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"];
  return new Promise((resolve, reject) => {
    const child = spawn(valgrind ?? "valgrind", [...flags, program], { stdio: ["pipe", "pipe", "pipe"] });
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
      const counted = /I +refs: +([\d,]+)/.exec(report)?.[1].replaceAll(",", "");
      if (code === 0 && bodyLength > 0 && counted !== undefined) resolve(Number(counted));
      else reject(new Error(`No body was made, or nothing counted:\n${report}`));
    });
    child.stdin.on("error", () => {}).end(text);
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

  // What is written with white space is no plain request, and read by the rules.
  for (const [title, form, write] of [
    ["short form", shortForm, JSON.stringify],
    ["Graph's form", graphForm, JSON.stringify],
    ["short form, by the rules", shortForm, pretty],
    ["Graph's form, by the rules", graphForm, pretty],
  ]) {
    test(`${title}: no more at ${sizes.at(-1)} members than at ${sizes[0]}`, async (context) => {
      const count = (size) => instructionsOf(program, write(form(size)));
      const fixed = await count(fewMembers);
      const costs = [];
      for (const size of sizes) costs.push(Math.round(((await count(size)) - fixed) / (size - fewMembers)));
      const report = `for ${sizes.join(", ")} members: ${costs.join(", ")} instructions each`;
      context.diagnostic(report);
      costs.forEach((cost, index) => {
        assert.ok(cost <= tolerance * Math.min(...costs.slice(0, index + 1)), `not linear ${report}`);
      });
    });
  }
});
