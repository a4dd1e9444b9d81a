// Running child processes: exit codes, output, commands that are not there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, duration, execute, run, runQuietly, ScriptError } from "../../scripts/run.mjs";

const node = (code) => [process.execPath, ["-e", code]];

test("the exit code and both outputs are handed back", async () => {
  const { code, output } = await execute(
    ...node("console.log('out'); console.error('err'); process.exit(3)"),
    {
      quiet: true,
    },
  );
  assert.equal(code, 3);
  assert.deepEqual(output.trim().split("\n").sort(), ["err", "out"]);
});

test("a command that fails is a ScriptError naming it and its exit code", async () => {
  await assert.rejects(run(...node("process.exit(7)")), (error) => {
    assert.ok(error instanceof ScriptError);
    assert.match(error.message, /ended with exit code 7\.$/);
    return true;
  });
});

test("a command killed by a signal has failed", async () => {
  const { code } = await execute(...node("process.kill(process.pid, 'SIGKILL')"), { quiet: true });
  assert.notEqual(code, 0);
});

test("a command that is not there: a sentence when it is run, null when it is asked for", async () => {
  await assert.rejects(runQuietly("no-such-command", []), {
    message: "The command no-such-command was not found.",
  });
  assert.equal(await ask("no-such-command", []), null);
});

test("a question is answered by the output, or by null when it fails", async () => {
  assert.equal(await ask(...node("console.log('1.2.3')")), "1.2.3\n");
  assert.equal(await ask(...node("console.log('1.2.3'); process.exit(1)")), null);
});

test("durations are written in seconds, then in minutes", () => {
  assert.equal(duration(0), "0.0 s");
  assert.equal(duration(3_449), "3.4 s");
  assert.equal(duration(59_600), "1 min 0 s");
  assert.equal(duration(133_000), "2 min 13 s");
});
