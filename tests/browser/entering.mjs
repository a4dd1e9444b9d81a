// Enters a request into the page's form as a person would, by the labels.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/setup.mjs";
import { answerDialog, openPage } from "./testing.mjs";

const folder = join(root, "tests", "fixtures", "graph", "examples");

/** Graph's documented examples: name, version, request, and the status of the documented answer. */
export const documentedExamples = readdirSync(folder).map((file) => {
  const { request, response } = JSON.parse(readFileSync(join(folder, file), "utf8"));
  return { name: file.replace(".json", ""), version: file.split("-")[0], request, status: response.status };
});

export const exampleNamed = (name) => documentedExamples.find((example) => example.name === name);

export const createButton = (page) => page.getByRole("button", { name: "Create chat" });

/** The page with one of the menu's examples in it. */
export async function openExample(t, demo, title) {
  const page = await openPage(t, demo);
  await loadExample(page, title);
  return page;
}

/** The page with the editor of the JSON. */
export async function openJson(t, demo) {
  const page = await openPage(t, demo);
  await toJson(page);
  return page;
}

/** The body that the page says it would send. */
export const bodyShown = async (page) => JSON.parse(await page.locator(".sent .json").textContent());

/** Sends, and gives the answer's card, once it has this heading. */
export async function create(page, title) {
  await createButton(page).click();
  return answerTitled(page, title);
}

/** Creates a group that is there, or may be: the page asks first. */
export async function createAgain(page) {
  await createButton(page).click();
  await answerDialog(page, /^Create /);
}

/** Opens a part that is closed until wanted. */
export async function open(page, title) {
  const section = page.locator("details.section").filter({ has: page.getByText(title, { exact: true }) });
  if (!(await section.evaluate((details) => details.open))) await section.locator("summary").first().click();
}

/** One of the ready-made bad days of the local Graph. */
export async function choosePreset(page, title) {
  await open(page, "Sending");
  await page.getByLabel("The local Graph answers").selectOption({ label: title });
}

/** One of the tokens that the local Graph knows. */
export async function chooseToken(page, title) {
  await open(page, "Sending");
  await page.getByLabel("The token is").selectOption({ label: title });
}

/** The editor of the JSON, its text, and what is said about it. */
export const editor = (page) => page.getByLabel("Request", { exact: true });
export const editorText = async (page) =>
  (await editor(page).locator(".cm-line").allTextContents()).join("\n");
/** In place of what is there: deleted first, for over marked text Chromium writes with a style, which the policy refuses. */
export async function writeJson(page, text) {
  await editor(page).press("ControlOrMeta+a");
  await editor(page).press("Delete");
  await page.keyboard.insertText(text);
}
/** All that is said about it, once that is among it. */
export async function saidOfJson(page, text) {
  const said = page.locator("#request-json-messages", { hasText: text });
  await said.waitFor({ state: "attached" });
  return said.textContent();
}
export async function toJson(page) {
  await page.getByRole("tab", { name: "JSON" }).click();
  await editor(page).waitFor();
}
export const toForm = (page) => page.getByRole("tab", { name: "Form" }).click();

/** The answer's card, once it has this heading. */
export async function answerTitled(page, title) {
  const card = page
    .locator(".answer")
    .filter({ has: page.getByRole("heading", { name: title, exact: true }) });
  await card.waitFor();
  return card;
}

/** Types a request in Graph's form into the fields. */
export async function enter(page, { request, version = "v1.0" }) {
  await open(page, "Sending");
  await page.getByLabel("Version").selectOption(version);
  const isGroup = request.chatType === "group";
  await page.getByRole("radio", { name: isGroup ? "Group" : "One-on-one" }).check();
  if (request.topic !== undefined) await page.getByLabel("Topic").fill(request.topic);
  await enterMembers(page, request.members);
  const [app] = request.installedApps ?? [];
  if (app === undefined) return;
  await open(page, "Installed app");
  await page.getByLabel("Catalog id").fill(app["teamsApp@odata.bind"].split("/").at(-1));
  const permissions = app.consentedPermissionSet?.resourceSpecificPermissions ?? [];
  for (const [index, { permissionValue, permissionType }] of permissions.entries()) {
    await page.getByRole("button", { name: "Add a consented permission" }).click();
    await page.getByLabel(`Permission ${index + 1}`, { exact: true }).fill(permissionValue);
    await page.getByLabel(`Type of permission ${index + 1}`).selectOption(permissionType);
  }
}

async function enterMembers(page, members) {
  for (const [index, member] of members.entries()) {
    const name = (what) => page.getByLabel(`${what} of member ${index + 1}`, { exact: true });
    if (index >= 2) await page.getByRole("button", { name: "Add a member" }).click();
    await name("User").fill(/users\('(.*)'\)/.exec(member["user@odata.bind"])[1]);
    await name("Role").selectOption(member.roles[0]);
    if (member.tenantId === undefined) continue;
    await page.getByRole("button", { name: `Another tenant, member ${index + 1}` }).click();
    await name("Home tenant").fill(member.tenantId);
  }
}

export async function loadExample(page, title) {
  await page.getByRole("button", { name: "Load example" }).click();
  await page.locator(".examples-menu").getByRole("button", { name: title }).click();
}

/** The texts of what `aria-describedby` names. */
export function descriptionOf(field) {
  return field.evaluate((element) =>
    (element.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? `nothing has the id ${id}`)
      .join(" "),
  );
}
