// Progress on a terminal and elsewhere, under a clock that the test moves.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceModule } from "../tables/helpers/modules.mjs";

const { showProgress } = await sourceModule("command/progress/progress.ts");

/** A stream that keeps what is written, a clock, and counts that follow `end`. */
function setUp({ isTTY, total = 1_000, ended = 0, quiet = false }) {
  const written = [];
  const stream = {
    isTTY,
    columns: 100,
    write: (text) => written.push(text),
    cursorTo: () => {},
    clearLine: () => {},
    on: () => {},
    once: () => {},
    removeListener: () => {},
  };
  const state = { nowMs: 0, failed: 0, unknown: 0, waiting: total - ended };
  const progress = showProgress({ stream, quiet, total, counts: () => state, now: () => state.nowMs });
  return {
    ...{ written, state, progress },
    /** So many outcomes, evenly in so many milliseconds. */
    end(count, ms) {
      for (let each = 0; each < count; each += 1) {
        state.nowMs += ms / count;
        state.waiting -= 1;
        progress.step();
      }
    },
  };
}

test("apps that Graph installs, and messages that are still to be sent, are counted", () => {
  const { state, progress } = setUp({ isTTY: false, total: 2 });
  state.messages = 2;
  assert.equal(progress.text(), "0 of 2, 2 messages to send");
  state.messages = 1;
  assert.equal(progress.text(), "0 of 2, 1 message to send");
  state.accepted = 2;
  assert.equal(progress.text(), "0 of 2, Graph installs 2 apps, 1 message to send");
  progress.stop();
});

test("elsewhere: a line now and then, with the rate and the time left", () => {
  const { written, state, progress, end } = setUp({ isTTY: false });
  progress.learn({ perSecond: null, pausedForMs: null });
  end(100, 4_900);
  assert.deepEqual(written, []);
  end(1, 100);
  assert.deepEqual(written, ["101 of 1,000\n"]);
  state.failed = 2;
  state.unknown = 1;
  progress.learn({ perSecond: 20, pausedForMs: 8_000 });
  state.nowMs += 4_000;
  end(1, 1_000);
  // As long as the rest takes at the rate that is known, and the wait.
  assert.equal(
    written[1],
    "102 of 1,000, 20 a second, 48 s left, waiting for Graph, 3 s, 3 failed or unknown\n",
  );
  progress.learn({ perSecond: 2.96, pausedForMs: null });
  end(897, 300_000);
  assert.match(written.at(-1), /^\d+ of 1,000, 3\.0 a second, \d+ s left, 3 failed or unknown\n$/);
  progress.stop();
});

test("a resumed run begins with what was there", () => {
  const { written, progress, end } = setUp({ isTTY: false, ended: 900 });
  progress.learn({ perSecond: 10, pausedForMs: null });
  end(50, 5_000);
  assert.deepEqual(written, ["950 of 1,000, 10 a second, 5 s left\n"]);
  progress.stop();
});

test("the time left in words that fit", () => {
  const { written, end, progress } = setUp({ isTTY: false, total: 100_000 });
  progress.learn({ perSecond: 10, pausedForMs: null });
  end(50, 5_000);
  assert.match(written[0], /^50 of 100,000, 10 a second, 2 h 47 min left\n$/);
  progress.learn({ perSecond: 0.3, pausedForMs: null });
  assert.match(progress.text(), / 0\.3 a second, 4 days left$/);
  progress.stop();
});

test("on a terminal: a bar", () => {
  const { written, progress, end } = setUp({ isTTY: true });
  progress.learn({ perSecond: 50, pausedForMs: null });
  end(500, 10_000);
  progress.stop();
  const last = written.filter((text) => text.includes("█")).at(-1);
  assert.equal(last, `${"█".repeat(12)}${"░".repeat(12)} 500 of 1,000, 50 a second, 10 s left`);
});

test("what is said has a line of its own, below a bar that is left", () => {
  for (const isTTY of [true, false]) {
    const { written, progress, end } = setUp({ isTTY });
    end(500, 1_000);
    progress.say("Stopping.");
    assert.deepEqual(written.slice(isTTY ? -2 : 0), [...(isTTY ? ["\n"] : []), "Stopping.\n"]);
    const before = written.length;
    end(500, 1_000);
    progress.stop();
    assert.equal(written.length, before);
  }
});

test("quiet: nothing but what is said", () => {
  for (const isTTY of [true, false]) {
    const { written, progress, end } = setUp({ isTTY, quiet: true });
    end(500, 10_000);
    progress.stop();
    assert.deepEqual(written, []);
    progress.say("Stopping.");
    assert.deepEqual(written, ["Stopping.\n"]);
  }
});
