/** The control API and the command line, as another process uses them. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { create, group, runningGraph, send } from "./testing.mjs";

const script = fileURLToPath(new URL("serve.mjs", import.meta.url));

async function control(graph, name, body) {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(`${graph.url}/__control/${name}`, init);
  return { status: answer.status, body: await answer.json() };
}

test("faults, settings, holds, the clock and the log", async (t) => {
  const graph = await runningGraph(t, { now: () => 0 });
  await control(graph, "fault", { match: { path: "/chats" }, status: 503, times: "always" });
  assert.equal((await create(graph, group())).status, 503);
  await control(graph, "reset", {});
  assert.equal((await create(graph, group())).status, 201);

  const faults = (...specs) => control(graph, "faults", { source: "page", specs });
  await faults({ match: { path: "/chats" }, status: 503, times: "always" });
  await faults({ match: { path: "/chats" }, status: 502, times: "always" });
  assert.equal((await create(graph, group())).status, 502);
  await faults();

  await control(graph, "configure", { throttle: { ratePerSecond: 1, burst: 1 } });
  assert.equal((await create(graph, group())).status, 201);
  assert.equal((await create(graph, group())).status, 429);
  await control(graph, "clock", { advanceMs: 1000 });
  await control(graph, "fault", { hold: "x" });
  const waiting = create(graph, group());
  assert.deepEqual((await control(graph, "held?name=x")).body, { done: true });
  await control(graph, "release", { name: "x" });
  assert.equal((await waiting).status, 201);

  const { body: requests } = await control(graph, "requests");
  assert.deepEqual(
    requests.map(({ path, answered }) => [path, answered.status]),
    [
      ["/chats", 201],
      ["/chats", 502],
      ["/chats", 201],
      ["/chats", 429],
      ["/chats", 201],
    ],
  );
  const { body: chats } = await control(graph, "chats");
  assert.deepEqual(
    [chats.count, chats.groups.length, chats.groups[0].count, chats.chats.length],
    [3, 1, 3, 3],
  );
});

test("what cannot be done is said", async (t) => {
  const graph = await runningGraph(t);
  for (const [name, body, message] of [
    ["configure", { nope: 1 }, /no option 'nope'/],
    ["fault", { nope: 1 }, /no field 'nope'/],
  ]) {
    const answer = await control(graph, name, body);
    assert.equal(answer.status, 400);
    assert.match(answer.body.message, message);
  }
  const unreadable = await fetch(`${graph.url}/__control/fault`, { method: "POST", body: "{" });
  assert.equal(unreadable.status, 400);
});

test("the control API is in no log and under no Graph path", async (t) => {
  const graph = await runningGraph(t);
  await control(graph, "chats");
  assert.deepEqual(graph.requests, []);
  assert.equal((await send(graph, "/v1.0/__control/chats")).status, 404);
});

function serve(t, ...options) {
  const child = spawn(process.execPath, [script, ...options], { stdio: ["ignore", "pipe", "pipe"] });
  t.after(() => child.kill("SIGKILL"));
  return child;
}

test("the command prints its address, serves, and ends when told", async (t) => {
  const child = serve(t, "--port", "0", "--rate", "1", "--burst", "2", "--cors", "off", "--cloud", "global");
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const { url, port } = JSON.parse(line);
  assert.equal(url, `http://127.0.0.1:${port}`);
  const statuses = [];
  for (let count = 0; count < 2; count += 1) {
    const { status, headers } = await create({ url }, group());
    statuses.push([status, headers.get("access-control-allow-origin")]);
  }
  assert.deepEqual(statuses, [
    [201, null],
    [201, null],
  ]);
  child.kill("SIGTERM");
  assert.deepEqual(await once(child, "exit"), [0, null]);
});

test("the command says what is wrong with its options", async (t) => {
  for (const [options, message] of [
    [["--port", "x"], /^--port must be a number\./],
    [["--cors", "maybe"], /^Option 'cors' must be one of/],
    [["--nope"], /--nope/],
  ]) {
    const child = serve(t, ...options);
    let said = "";
    child.stderr.on("data", (data) => {
      said += data;
    });
    const [code] = await once(child, "close");
    assert.equal(code, 2);
    assert.match(said, message);
    assert.match(said, /Options:\n {2}--port N/);
  }
});
