// What both views must be for everybody: a focus that can be seen, nothing that sticks out, and nothing that axe finds.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What has the focus, by its accessible name, and whether one can see that it does. */
export const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const marked = element.matches(".choice-options input") ? element.nextElementSibling : element;
    const { outlineStyle, boxShadow } = getComputedStyle(marked);
    const name = (element.labels?.[0] ?? element).textContent.replaceAll(/\s+/g, " ").trim();
    return { name, isSeen: outlineStyle !== "none" || boxShadow !== "none" };
  });

const wordsOf = ({ id, help, nodes }) =>
  `${id}: ${help}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(" | ")}`;

async function assertFit(page, name) {
  const { scrollWidth, innerWidth, moving } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    innerWidth,
    moving: document.getAnimations().length,
  }));
  assert.ok(scrollWidth <= innerWidth, `${name}: ${scrollWidth} px in ${innerWidth}`);
  assert.equal(moving, 0, `${name}: something moves although it should not`);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map(wordsOf), [], name);
}

/** Tests of each state, light and dark, narrow and wide. `open` opens the page; a state may give what ends it. */
export function testEveryLook(open, states) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [360, 768, 1440]) {
      test(`${colorScheme}, ${width} px wide: nothing sticks out, and axe finds nothing`, async (t) => {
        const options = { colorScheme, viewport: { width, height: 800 }, reducedMotion: "reduce" };
        const page = await open(t, options);
        await page.evaluate(axe);
        for (const [name, show] of Object.entries(states)) {
          const end = await show(page);
          if (end) t.after(end);
          await assertFit(page, name);
        }
      });
    }
  }
}
