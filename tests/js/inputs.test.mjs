// Inputs that only JavaScript can make: an answer or a ChatError each time, never another exception.

import assert from "node:assert/strict";
import { test } from "node:test";
import { outcomeOf } from "./helpers/failure.mjs";
import { isError, judge } from "./helpers/judge.mjs";
import { changingInputs, oddInputs } from "./helpers/odd-inputs.mjs";
import { importPackage } from "./helpers/packed.mjs";
import { creation, rejection, settled, untilIdle } from "./helpers/settle.mjs";
import { group, ids, never, stubFetch, stubGlobal } from "./helpers/stubs.mjs";

const { validateChat, buildChat, ChatsClient, ChatError } = await importPackage();

const places = (issues) => issues.map(({ code, path }) => `${code} ${path}`);

/** The cases that `check` throws for, as one text. */
function failures(inputs, check) {
  return inputs.flatMap(([name, make, issues]) => {
    const { error } = outcomeOf(() => check(make, issues));
    return error === undefined ? [] : [`${name}: ${error.message}`];
  });
}

test("every odd input gets its issues, and is built or refused", () => {
  const found = failures(oddInputs, (make, expected) => {
    const { issues } = judge(make);
    if (expected !== undefined) assert.deepEqual(places(issues), expected);
  });
  assert.equal(found.length, 0, `of ${oddInputs.length} inputs these differ:\n${found.join("\n")}`);
});

test("what is built is what was checked, whatever a getter says later", () => {
  assert.deepEqual(
    failures(changingInputs, (make) => judge(make, undefined, { isSteady: false })),
    [],
  );
});

test("validateChat without an argument finds no object", () => {
  assert.deepEqual(places(validateChat()), ["requestNotObject "]);
});

test("createChat resolves, or rejects with ChatError", async (t) => {
  stubFetch(t);
  const client = new ChatsClient({ auth: "token" });
  const inputs = [...oddInputs, ...changingInputs];
  for (const [of, make] of inputs.filter(([name]) => !/100,000|2 \*\* 30|65 MB/.test(name))) {
    const { value, error } = await settled(client.createChat(make()), { of });
    assert.ok(value?.status === "created" || error instanceof ChatError, `${of}: ${error}`);
    if (error) assert.deepEqual([error.kind, error.outcome], ["validation", "notCreated"], of);
  }
  await creation(client.createChat(group));
});

test("members keep their order and their number up to 100,000", () => {
  const members = Array.from({ length: 100_000 }, (_, index) => `user${index}@contoso.com`);
  const body = buildChat({ chatType: "group", members });
  const bind = (user) => `https://graph.microsoft.com/v1.0/users('${user}')`;
  assert.deepEqual(
    body.members.map((member) => member["user@odata.bind"]),
    members.map(bind),
  );
  const twice = validateChat({ chatType: "group", members: [...members, members[5]] });
  assert.deepEqual(places(twice.filter(isError)), ["memberDuplicate /members/100000"]);
});

test("prototypes that were tampered with never cause an exception", (t) => {
  for (const [name, value] of [
    ["topic", "Plan"],
    ["toJSON", () => "x"],
    ["user", ids.one],
    ["roles", ["owner"]],
    ["cloud", "china"],
    ["get", () => 5],
    ["value", 5],
  ]) {
    const undo = () => delete Object.prototype[name];
    t.after(undo);
    Object.prototype[name] = value;
    const checked = outcomeOf(() => validateChat(group));
    const built = outcomeOf(() => buildChat(group));
    undo();
    assert.ok(Array.isArray(checked.value), `${name}: ${checked.error}`);
    assert.ok(built.value || built.error instanceof ChatError, `${name}: ${built.error}`);
  }
});

test("a runaway recursion that ends inside a call spoils no other", async (t) => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const [timersBefore, signals] = [timers(), []];
  const restore = stubGlobal(t, "fetch", (_url, { signal }) => {
    signals.push(signal);
    return never();
  });
  const client = new ChatsClient({ auth: "token" });
  const open = client.createChat(group);
  await untilIdle();
  assert.deepEqual([timers() - timersBefore, signals[0].aborted], [1, false]);
  const deeper = () => {
    outcomeOf(() => validateChat(group));
    deeper();
  };
  for (let time = 0; time < 3; time++) {
    assert.throws(deeper, RangeError);
    assert.deepEqual(validateChat(group), []);
  }
  await rejection(open, { kind: "protocol", outcome: "unknown" });
  assert.deepEqual([timers() - timersBefore, signals[0].aborted], [0, true], "nothing of it goes on");
  restore();
  stubFetch(t);
  await creation(client.createChat(group));
});
