// The messages of equal lines: each goes with its own, however the list is sorted, and whatever happened to it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "../standin/random.mjs";
import { a, b, group as groupOf, pair } from "./helpers/lists.mjs";
import { runs } from "./helpers/modules.mjs";

const { keyOf, ListPlan, messageDigestOf, RunHistory } = runs;

const group = (topic) => groupOf(topic, [a, b]);

/** Plans lines `{ request, message }`; `visit` is told of each: its line, and what is planned. */
function plannedMessages(lines, history, options, visit) {
  const plan = new ListPlan({ allowDuplicates: true, ...options }, history);
  lines.forEach(({ request, message }, index) => {
    plan.see(index + 1, index, keyOf(request), message);
  });
  const { numbers, list } = plan.settle({ lines: lines.length, wrong: 0 });
  history.add({ record: "run", list });
  plan.restart();
  for (const line of lines) visit(line, plan.next(keyOf(line.request)), numbers);
  history.endRun();
  return numbers;
}

const sending = (slot, message) => ({
  ...{ record: "sendingMessage", keys: [slot] },
  digest: messageDigestOf(message),
});

test("each of several equal lines has the slot of its own message", () => {
  const request = pair(a, b);
  const key = keyOf(request);
  const made = (...said) => {
    const history = new RunHistory();
    for (const [slot, message] of said) {
      history.add({ key: slot, status: "created" });
      if (message === undefined) continue;
      history.add(sending(slot, message));
      history.add({ record: "message", key: slot });
    }
    return history;
  };
  const standing = (history, ...messages) => {
    const found = [];
    const lines = messages.map((message) => ({ request, message }));
    plannedMessages(lines, history, {}, (_, { slot, isMessageLeft }) =>
      found.push([slot, ...(isMessageLeft ? ["left"] : [])]),
    );
    return found;
  };
  const [one, two, three] = [key, `${key}#2`, `${key}#3`];
  const both = [
    [one, "hi"],
    [two, "bye"],
  ];
  for (const [said, messages, expected] of [
    [both, ["bye", "hi"], [[two], [one]]],
    [both, [{ content: "bye" }], [[two]]],
    [both, ["new", "bye", "hi"], [[three, "left"], [two], [one]]],
    // One of them was changed after it was sent.
    [both, ["changed", "hi"], [[two], [one]]],
    [[[one, "hi"]], ["changed"], [[one]]],
    // One of them was not begun.
    [[[one, "hi"], [two]], ["bye"], [[two, "left"]]],
    [
      [[one, "hi"], [two]],
      ["changed", undefined],
      [[one], [two, "left"]],
    ],
  ]) {
    assert.deepEqual(standing(made(...said), ...messages), expected);
  }
});

test("however a list is sorted, no message is sent for another, and each is sent in the end", () => {
  const { between } = createRandom(20261201);
  const requests = [group("x"), group("y"), pair(a, b)];
  for (let round = 0; round < 400; round += 1) {
    const history = new RunHistory();
    const lines = Array.from({ length: between(2, 7) }, () => ({
      request: requests[between(0, 2)],
      message: [undefined, "1", "2", "3"][between(0, 3)],
    }));
    const nameOf = ({ request, message }) => `${keyOf(request)} ${message}`;
    const arrived = new Map();
    let numbers;
    for (let run = 0; run < 6; run += 1) {
      const isLast = run === 5;
      const some = isLast ? lines : lines.filter(() => between(0, 5) > 0);
      for (let at = some.length - 1; at > 0; at -= 1) {
        const other = between(0, at);
        [some[at], some[other]] = [some[other], some[at]];
      }
      const options = { retryFailed: isLast || between(0, 1) === 1, retryUnknown: isLast };
      numbers = plannedMessages(some, history, options, (line, planned, now) => {
        const { slot, action, isMessageLeft } = planned;
        const follow = (record) => now.follow(history, [slot], () => history.add(record, true));
        const isDone = isLast || between(0, 2) > 0;
        if (action === "send") {
          follow({ record: "sending", keys: [slot], at: "" });
          if (between(0, 9) === 0 && !isLast) return;
          const error = {
            kind: "graph",
            status: [400, 500][between(0, 1)],
            outcome: ["notCreated", "unknown"][between(0, 1)],
          };
          follow({ key: slot, status: isDone ? "created" : "failed", ...(!isDone && { error }) });
        } else if (action !== "done") return;
        if (history.countedAs(slot) !== "created" || !isMessageLeft || line.message === undefined) return;
        if (!isLast && between(0, 3) === 0) return;
        follow(sending(slot, line.message));
        const status = isLast ? 201 : [201, 201, 400, 403, "lost", "cut"][between(0, 5)];
        if (![400, 403].includes(status)) arrived.set(nameOf(line), (arrived.get(nameOf(line)) ?? 0) + 1);
        if (status === "cut") return;
        const outcome = status === "lost" ? "unknown" : "notCreated";
        const error = { kind: "graph", outcome, status: status === "lost" ? null : status };
        follow({ record: "message", key: slot, ...(status !== 201 && { error }) });
      });
      if (isLast) continue;
      for (const [name, count] of arrived) {
        assert.ok(count <= lines.filter((line) => nameOf(line) === name).length, "sent for another");
      }
    }
    const { wanted, sent } = numbers.messages;
    assert.deepEqual([wanted, sent], [lines.filter(({ message }) => message).length, wanted]);
    for (const line of lines.filter(({ message }) => message)) assert.ok(arrived.has(nameOf(line)));
    for (const name of new Set(lines.filter(({ message }) => message).map(nameOf))) {
      const count = lines.filter((line) => nameOf(line) === name).length;
      assert.ok(arrived.get(name) >= count, "never sent");
    }
  }
});
