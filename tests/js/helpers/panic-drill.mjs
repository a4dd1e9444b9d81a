// A drill of the safety net, run as a program of its own: what a panic of the module does is done to it from outside.
//
// A panic runs the hook, which rejects what is pending and asks for a fresh instance, and then traps. Nothing in the
// package can be made to panic, so that here one of the functions that the module imports does these three things.

import { readFileSync } from "node:fs";
import { namesFile } from "../../../scripts/build/wasm-opt.mjs";
import { inNewRealm } from "./realm.mjs";
import { untilIdle } from "./settle.mjs";
import { created, group, oneOnOne } from "./stubs.mjs";

const { imports } = JSON.parse(readFileSync(namesFile, "utf8"));
let armed = false;

/** The name under which the module imports what had a name with this in it. */
function shortName(part) {
  const found = imports.find(([, name]) => name.includes(part));
  if (!found) throw new Error(`The module imports nothing named ${part}.`);
  return found[2];
}

/** Instances whose import of randomness, which every call needs, panics when armed. */
class PanickingInstance extends WebAssembly.Instance {
  constructor(compiled, imports) {
    const changed = Object.fromEntries(Object.entries(imports).map(([from, given]) => [from, { ...given }]));
    const [given] = Object.values(changed);
    const random = shortName("random");
    const rejectPending = shortName("rejectPending");
    const reinit = shortName("__wbindgen_reinit");
    const original = given[random];
    given[random] = (...values) => {
      if (!armed) return original(...values);
      armed = false;
      given[rejectPending]();
      given[reinit]();
      throw new WebAssembly.RuntimeError("unreachable");
    };
    super(compiled, changed);
  }
}

const fetch = async () => {
  await undefined;
  return created();
};
const panicking = Object.create(WebAssembly, { Instance: { value: PanickingInstance } });
const { ChatsClient, validateChat } = inNewRealm({ fetch, WebAssembly: panicking });

const uncaught = [];
process.on("uncaughtException", (error) => uncaught.push(String(error)));

const named = ({ name, kind, outcome }) => `${name} ${kind} ${outcome}`;
const give = { now: undefined };
const waiting = new ChatsClient({
  auth: () =>
    new Promise((resolve) => {
      give.now = resolve;
    }),
});
const client = new ChatsClient({ auth: "token" });

// One call waits for its token, the other one is where the module dies.
const pending = [waiting.createChat(group)];
await untilIdle();
armed = true;
pending.push(client.createChat(group));
const ends = await Promise.allSettled(pending);
give.now("token");
await untilIdle();
const afterwards = [(await client.createChat(oneOnOne)).status];
const again = waiting.createChat(group);
await untilIdle();
give.now("token");
afterwards.push((await again).status);

console.log(
  JSON.stringify({
    pending: ends.map(({ reason }) => named(reason)),
    uncaught,
    afterwards,
    valid: validateChat(group),
  }),
);
// The timers of the dead instance run on, to no effect.
process.exit();
