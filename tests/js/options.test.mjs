// Names of options: those of the declarations exist, others are refused with the one that was meant.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { importPackage, pkg } from "./helpers/packed.mjs";
import { rejection } from "./helpers/settle.mjs";
import { group, stubFetch } from "./helpers/stubs.mjs";

const { ChatsClient, buildChat, validateChat } = await importPackage();
const client = new ChatsClient({ auth: "token" });

/** The names that the declarations give a kind of options, those that it takes over from others too. */
function declared(kind) {
  const text = readFileSync(join(pkg, "index.d.ts"), "utf8");
  const [, parent, body] = new RegExp(`interface ${kind}(?: extends (\\w+))? \\{\\n([\\s\\S]*?)\\n\\}`).exec(
    text,
  );
  const own = [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, name]) => name);
  return [...(parent ? declared(parent) : []), ...own];
}

/** What a kind of options says when it is given these. */
const uses = {
  GraphOptions: (options) => thrownBy(() => buildChat(group, options)),
  ClientOptions: (options) => thrownBy(() => new ChatsClient({ auth: "token", ...options })),
  CallOptions: (options) => rejection(client.createChat(group, options)),
  BulkOptions: (options) => rejection(client.createChats([group], options).next()),
  WaitOptions: (options) => rejection(client.waitForOperation({ location: "/x" }, options)),
};

function thrownBy(work) {
  try {
    work();
  } catch (error) {
    return error;
  }
  assert.fail("nothing was thrown");
}

for (const [kind, use] of Object.entries(uses)) {
  test(`${kind}: each declared option is known, by its name alone`, async (t) => {
    const calls = stubFetch(t);
    const names = declared(kind);
    assert.ok(names.length > 2);
    for (const name of names) {
      // Beside one that does not exist, a known one is passed over.
      const error = await use({ [name]: name === "auth" ? "token" : undefined, doesNotExist: 1 });
      assert.equal(error.kind, "usage");
      assert.match(error.message, /^There is no option doesNotExist[:;]/);
      const { message } = await use({ [name]: Symbol("wrong"), doesNotExist: 1 });
      assert.doesNotMatch(message, new RegExp(`no option ${name}\\b`));
    }
    assert.equal(calls.length, 0);
  });

  test(`${kind}: what was meant is said`, async () => {
    const meant = kind === "GraphOptions" ? { clowd: "china", cloud: 1 } : { timeout: 1, timeoutMs: 1 };
    const [[slip], [right]] = Object.entries(meant);
    const { message } = await use({ [slip]: 1 });
    assert.equal(message, `There is no option ${slip}: did you mean ${right}?`);
  });
}

test("a name that is no name is not repeated, and undefined is no option", async () => {
  const { message } = await uses.CallOptions({ "adele@contoso.com": 1 });
  assert.match(message, /^There is no option of that name; there are signal, timeoutMs, /);
  assert.equal(buildChat(group, { nothing: undefined }).chatType, "group");
  assert.deepEqual(validateChat(group, { nothing: 1 }), []);
});

test("names of other libraries and earlier versions lead to the one that is meant", async () => {
  for (const [use, name, meant] of [
    ["ClientOptions", "retries", "maxAttempts"],
    ["ClientOptions", "accessToken", "auth"],
    ["CallOptions", "retryUnknownOutcome", "onUnknown"],
    ["BulkOptions", "abortSignal", "signal"],
  ]) {
    const { message } = await uses[use]({ [name]: 1 });
    assert.equal(message, `There is no option ${name}: did you mean ${meant}?`);
  }
  const { message } = await uses.CallOptions({ retries: 1 });
  assert.match(message, /^There is no option retries; there are /);
});

test("callbacks are functions, a signal is a signal, a token is text", async (t) => {
  const calls = stubFetch(t);
  for (const name of ["onAttempt", "onProgress"]) {
    const error = await uses.BulkOptions({ [name]: 5 });
    assert.deepEqual([error.kind, error.message], ["usage", `${name} must be a function.`]);
  }
  const credential = new (class {
    async getToken() {}
  })();
  for (const alone of ["token", async () => "token", credential, { getToken() {} }]) {
    assert.throws(() => new ChatsClient(alone), { kind: "usage", message: /write .*\{ auth \}/ });
  }
  const { message } = await uses.CallOptions({ signal: new AbortController() });
  assert.equal(message, "signal must be an AbortSignal, such as controller.signal.");
  const provider = new ChatsClient({ auth: async () => ({ accessToken: "abc" }) });
  const error = await rejection(provider.createChat(group));
  assert.equal(error.kind, "auth");
  assert.match(error.message, /^The token is not text.* result\.accessToken/);
  assert.equal(calls.length, 0);
});
