// Inputs that only JavaScript can make: an answer or a ChatError each time, never another exception.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { oddInputs } from "./helpers/odd-inputs.mjs";
import { throwing } from "./helpers/odd-makers.mjs";
import { oddOptions } from "./helpers/odd-options.mjs";
import { importPackage } from "./helpers/packed.mjs";
import { rejection, settled, untilIdle } from "./helpers/settle.mjs";
import { group, ids, stubFetch, stubGlobal } from "./helpers/stubs.mjs";

const { validateChat, buildChat, ChatsClient, ChatError } = await importPackage();

const isError = ({ severity }) => severity === "error";

/** `{ value }` or `{ error }` of a call. */
function outcomeOf(work) {
  try {
    return { value: work() };
  } catch (error) {
    return { error };
  }
}

/** What is wrong with the answer about one input, or nothing. */
function differences(name, make, expected) {
  const { value: issues, error } = outcomeOf(() => validateChat(make()));
  if (error !== undefined) return [`${name}: validateChat threw ${error}`];
  const found = issues.map(({ code, path }) => `${code} ${path}`);
  if (expected !== null && !isDeepStrictEqual(found, expected)) {
    return [`${name}: found ${JSON.stringify(found.slice(0, 5))}, expected ${JSON.stringify(expected)}`];
  }
  const built = outcomeOf(() => buildChat(make()));
  if ("error" in built && !(built.error instanceof ChatError))
    return [`${name}: buildChat threw ${built.error}`];
  const refused = built.error?.issues ?? [];
  if ("error" in built && !(built.error.kind === "validation" && refused.some(isError))) {
    return [`${name}: buildChat threw kind ${built.error.kind}`];
  }
  if ("value" in built && issues.some(isError) && expected !== null) return [`${name}: buildChat built it`];
  return [];
}

test("every odd input gets its issues, and is built or refused", () => {
  const found = oddInputs.flatMap(([name, make, expected]) => differences(name, make, expected));
  assert.equal(found.length, 0, `of ${oddInputs.length} inputs these differ:\n${found.join("\n")}`);
});

test("validateChat without an argument finds no object", () => {
  assert.deepEqual(
    validateChat().map(({ code, path }) => [code, path]),
    [["requestNotObject", ""]],
  );
});

test("createChat resolves, or rejects with ChatError", async (t) => {
  stubFetch(t);
  const client = new ChatsClient({ auth: "token" });
  for (const [name, make] of oddInputs.filter(([name]) => !/100,000|2 \*\* 30|65 MB/.test(name))) {
    const { value, error } = await settled(client.createChat(make()));
    assert.ok(value?.status === "created" || error instanceof ChatError, `${name}: ${error}`);
    if (error) assert.deepEqual([error.kind, error.outcome], ["validation", "notCreated"], name);
  }
  assert.equal((await client.createChat(group)).status, "created");
});

test("what is built is what was checked, whatever a getter says later", () => {
  for (const values of [
    ["group", "meeting"],
    ["group", "oneOnOne"],
    ["group", "group", "meeting"],
    ["group", "group", "group", "meeting"],
  ]) {
    let reads = 0;
    const request = {
      get chatType() {
        reads += 1;
        return values[Math.min(reads, values.length) - 1];
      },
      members: Object.values(ids),
    };
    const { value, error } = outcomeOf(() => buildChat(request));
    if (error) assert.ok(error instanceof ChatError && error.issues.some(isError));
    else assert.equal(value.chatType, "group");
  }
});

test("members keep their order and their number up to 100,000", () => {
  const members = Array.from({ length: 100_000 }, (_, index) => `user${index}@contoso.com`);
  const body = buildChat({ chatType: "group", members });
  assert.equal(body.members.length, members.length);
  for (const index of [0, 1, 49_999, 99_999]) {
    const expected = `https://graph.microsoft.com/v1.0/users('user${index}@contoso.com')`;
    assert.equal(body.members[index]["user@odata.bind"], expected);
  }
  const twice = validateChat({ chatType: "group", members: [...members, members[5]] });
  assert.deepEqual(
    twice.filter(isError).map(({ code, path }) => [code, path]),
    [["memberDuplicate", "/members/100000"]],
  );
});

test("odd options count as absent in validateChat; others throw kind usage", async (t) => {
  stubFetch(t);
  const client = new ChatsClient({ auth: "token" });
  for (const [name, make] of oddOptions) {
    assert.deepEqual(validateChat(group, make()), [], name);
    const built = outcomeOf(() => buildChat(group, make())).error;
    assert.ok(built instanceof ChatError, `${name}: buildChat gave ${built}`);
    assert.equal(built.kind, "usage", name);
    const constructed = outcomeOf(() => new ChatsClient(withAuth(make()))).error;
    assert.ok(constructed instanceof ChatError, `${name}: the client gave ${constructed}`);
    assert.equal(constructed.kind, "usage", name);
  }
  assert.deepEqual(buildChat(group, undefined), buildChat(group));
  assert.equal((await client.createChat(group, undefined)).status, "created");
});

/** Options of a client that lack nothing but for what is odd about them. */
function withAuth(options) {
  try {
    if (options !== null && typeof options === "object") options.auth = "token";
  } catch {
    // It stays odd.
  }
  return options;
}

test("one odd option does not take the others with it", () => {
  const byOther = { chatType: "group", members: [ids.one, ids.two] };
  const codes = (options) => validateChat(byOther, options).map(({ code }) => code);
  assert.deepEqual(codes({ caller: ids.three, cloud: "mars" }), ["callerNotMember"]);
  assert.deepEqual(codes({ caller: ids.three, apiVersion: Symbol("x") }), ["callerNotMember"]);
  assert.deepEqual(codes({ caller: " " }), []);
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
    Object.defineProperty(Object.prototype, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
    const checked = outcomeOf(() => validateChat(group));
    const built = outcomeOf(() => buildChat(group));
    undo();
    assert.ok(Array.isArray(checked.value), `${name}: ${checked.error}`);
    assert.ok(built.value || built.error instanceof ChatError, `${name}: ${built.error}`);
  }
});

test("odd options of a call reject with kind usage", async (t) => {
  stubFetch(t);
  const client = new ChatsClient({ auth: "token" });
  const wrong = [
    ...oddOptions.filter(([name]) => !/cloud|version|caller|getter/.test(name)),
    ["a getter that throws", () => throwing({}, "timeoutMs")],
    ["a signal whose getter throws", () => throwing({}, "signal")],
    ["a signal that is none", () => ({ signal: { aborted: false } })],
    ["a timeout below 1", () => ({ timeoutMs: 0 })],
    ["a timeout that is no number", () => ({ timeoutMs: "5" })],
    ["a timeout with a fraction", () => ({ timeoutMs: 1.5 })],
    ["a timeout that is NaN", () => ({ timeoutMs: Number.NaN })],
    ["an endless timeout", () => ({ timeoutMs: Number.POSITIVE_INFINITY })],
    ["an empty client-request-id", () => ({ clientRequestId: "" })],
    ["a client-request-id with a line feed", () => ({ clientRequestId: "a\nb" })],
    ["a client-request-id that is not ASCII", () => ({ clientRequestId: "é" })],
    ["a client-request-id of the wrong kind", () => ({ clientRequestId: 5 })],
  ];
  for (const [name, make] of wrong) {
    for (const call of [
      () => client.createChat(group, make()),
      ...(name.includes("client-request-id")
        ? []
        : [() => client.waitForOperation({ location: "/chats" }, make())]),
    ]) {
      const { error } = await settled(call());
      assert.ok(error instanceof ChatError, `${name}: ${error}`);
      assert.equal(error.kind, "usage", name);
    }
  }
  for (const operation of [
    undefined,
    null,
    5,
    {},
    { location: 5 },
    Object.create(null),
    throwing({}, "location"),
  ]) {
    const { error } = await settled(client.waitForOperation(operation));
    assert.ok(error instanceof ChatError, String(error));
    assert.equal(error.kind, "usage");
  }
  const accepted = { status: "accepted", operation: { location: "/chats" } };
  const { error } = await settled(client.waitForOperation(accepted));
  assert.match(error.message, /wait for created\.operation/);
});

test("a runaway recursion that ends inside a call spoils no other", async (t) => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const [timersBefore, signals] = [timers(), []];
  const restore = stubGlobal(t, "fetch", (_url, { signal }) => {
    signals.push(signal);
    return new Promise(() => {});
  });
  const client = new ChatsClient({ auth: "token" });
  const open = client.createChat(group);
  await untilIdle();
  assert.deepEqual([timers() - timersBefore, signals[0].aborted], [1, false]);
  const deeper = () => {
    try {
      validateChat(group);
    } catch {
      // The stack ended in it.
    }
    deeper();
  };
  for (let time = 0; time < 3; time++) {
    assert.throws(deeper, RangeError);
    assert.deepEqual(validateChat(group), []);
  }
  const error = await rejection(open);
  assert.deepEqual([error.kind, error.outcome], ["protocol", "unknown"]);
  assert.deepEqual([timers() - timersBefore, signals[0].aborted], [0, true], "nothing of it goes on");
  restore();
  stubFetch(t);
  assert.equal((await settled(client.createChat(group))).value?.status, "created");
});
