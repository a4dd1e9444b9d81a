// What both views must be for everybody: a focus that can be seen, nothing that sticks out, and nothing that axe finds.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What has the focus, by its accessible name, and whether one can see that it does. */
export const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    // biome-ignore lint/performance/useDomNodeTextContent: what is not rendered is no part of the name
    const label = element.getAttribute("aria-label") ?? (element.labels?.[0] ?? element).innerText;
    // Fluent marks what has the focus on the element, on what surrounds it, or on a pseudo-element of the two.
    const around = [element, element.parentElement, element.getRootNode().host?.parentElement].filter(
      Boolean,
    );
    const isMarked = around.some((one) =>
      ["", "::after"].some((part) => {
        const style = getComputedStyle(one, part);
        const { content, outlineStyle, outlineWidth, boxShadow, borderBottomStyle } = style;
        if (part !== "" && content === "none") return false;
        // A link's underline is doubled.
        if (style.textDecorationStyle === "double") return true;
        const hasOutline = outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
        return hasOutline || boxShadow !== "none" || (part !== "" && borderBottomStyle === "solid");
      }),
    );
    return { name: label.replaceAll(/\s+/g, " ").trim().slice(0, 80), isSeen: isMarked };
  });

/** Presses Tab until what has the name that begins so has the focus; gives the names on the way. Each focus can be seen. */
export async function tabTo(page, name, key = "Tab") {
  const names = [];
  while (names.length < 60) {
    await page.keyboard.press(key);
    const { name: found, isSeen } = await focused(page);
    assert.ok(isSeen, `The focus on "${found}" cannot be seen.`);
    names.push(found);
    if (found.startsWith(name)) return names;
  }
  assert.fail(`${key} never came to "${name}": ${names.join(", ")}`);
}

const wordsOf = ({ id, help, nodes }) =>
  `${id}: ${help}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(" | ")}`;

/** That nothing moves: what is over within a millisecond is not seen. */
export async function assertStill(page, name) {
  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().endTime > 1)
      .map((one) => {
        const { target, pseudoElement } = one.effect;
        return `${one.animationName ?? one.transitionProperty ?? one.constructor.name} of ${target.className} ${pseudoElement ?? ""}`;
      }),
  );
  assert.deepEqual(moving, [], `${name}: something moves although it should not`);
}

async function assertFit(page, name) {
  const sticking = await page.evaluate(async () => {
    // What watches its size is told of a change with the next frame.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map(({ tagName, className, textContent }) => `${tagName} ${className} ${textContent}`.slice(0, 200));
  });
  assert.deepEqual(sticking.slice(0, 8), [], `${name}: something sticks out`);
  await assertStill(page, name);
}

const coloursAlone = { runOnly: ["color-contrast", "link-in-text-block"] };

/** That axe finds nothing, by all rules that it has, or by those of its `options`. */
export async function assertAccessible(page, name, options = {}) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const violations = await page.evaluate(async (options) => {
    // Tabster's own, which nobody gets to: it hands the focus on at once.
    return (
      await globalThis.axe.run({ exclude: ["[data-tabster-dummy]"] }, { ...options, reporter: "no-passes" })
    ).violations;
  }, options);
  assert.deepEqual(violations.map(wordsOf), [], name);
}

/**
 * A test that looks at each state, narrow and wide, in each theme. `open` opens the page. Themes differ in colours alone.
 */
export function testEveryLook(title, open, states) {
  test(`${title} in each theme, narrow and wide: nothing sticks out, and axe finds nothing`, async (t) => {
    const resizeTo = (width) => page.setViewportSize({ width, height: 800 });
    const viewport = { width: 360, height: 800 };
    const page = await open(t, { colorScheme: "light", viewport });
    const wear = async (theme, colorScheme, shown) => {
      await page.emulateMedia({ colorScheme });
      await page.getByLabel("Theme").selectOption(theme);
      await page.locator(`html[data-theme=${shown}]`).waitFor({ state: "attached" });
    };
    for (const [name, show] of Object.entries(states)) {
      await show(page);
      for (const width of [360, 768, 1440]) {
        await resizeTo(width);
        await assertFit(page, `${name}, ${width} px wide`);
        if (width !== 768) await assertAccessible(page, `${name}, ${width} px wide`);
      }
      for (const theme of ["dark", "contrast"]) {
        await wear(theme === "dark" ? "system" : theme, "dark", theme);
        await assertFit(page, `${name}, ${theme}`);
        await assertAccessible(page, `${name}, ${theme}`, coloursAlone);
      }
      await wear("system", "light", "light");
      await resizeTo(360);
    }
  });
}
