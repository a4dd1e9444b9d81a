// What the page loads before one sees the first view, compressed as a server does it.

import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { demo, openPage } from "./testing.mjs";

const most = 250_000;

test("the first view takes at most 250 kB", async (t) => {
  const loaded = [];
  const page = await openPage(t, demo, {}, [], async (context) => {
    context.on("response", (response) => {
      if (response.url().startsWith(demo.url)) loaded.push(response);
    });
  });
  await page.waitForLoadState("networkidle");
  const sizes = await Promise.all(
    loaded.map(async (response) => [
      new URL(response.url()).pathname,
      gzipSync(await response.body()).length,
    ]),
  );
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  assert.ok(total <= most, `${total} bytes: ${JSON.stringify(sizes, null, 1)}`);
  t.diagnostic(`${total} bytes`);
  assert.ok(!sizes.some(([path]) => /json-editor|sign-in|csv|mistakes|many-chats/.test(path)));
});
