// `node scripts/docs/picture.mjs`: takes the README's picture of the page anew, with a mistake in the form. Build before.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startDemo } from "../../tests/browser/browsers.mjs";
import { isMain, main } from "../run.mjs";
import { root } from "../setup/paths.mjs";

const folder = join(root, "docs", "images");

async function takePicture() {
  const { browser, url, close } = await startDemo();
  try {
    const page = await browser.newPage({ viewport: { width: 1100, height: 660 }, colorScheme: "light" });
    await page.goto(url);
    await page.getByRole("radio", { name: "Group" }).check();
    await page.getByLabel("Topic").fill("Release 2.0");
    for (const [index, user] of ["adele@contoso.com", "alex@contoso.com", "Adele@Contoso.com"].entries()) {
      if (index >= 2) await page.getByRole("button", { name: "Add a member" }).click();
      await page.getByLabel(`User of member ${index + 1}`, { exact: true }).fill(user);
    }
    await page.keyboard.press("Tab");
    await page.waitForTimeout(500);
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, "page.jpg"), quality: 70 });
  } finally {
    await close();
  }
}

if (isMain(import.meta)) await main(takePicture);
