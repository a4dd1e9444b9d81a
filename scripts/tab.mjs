// `npm run tab -- --domain HOST`: the page as a tab in Teams: a folder to deploy, and the app package to upload.

import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { zipSync } from "fflate";
import { isMain, main, ScriptError, step } from "./run.mjs";
import { root, setUp } from "./setup.mjs";
import { headersFile, manifestOf, staticWebApp } from "./tab/files.mjs";

const usage = `npm run tab -- --domain HOST [--client-id GUID] [--out FOLDER]

  --domain     where the page will be served by https, e.g. chats.contoso.com
  --client-id  of the app registration that people sign in with
  --out        default build/tab`;

const host = /^(?!-)[a-z\d-]+(?:\.[a-z\d-]+)+$/;
const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Writes the folder to deploy and the app package; gives where they are. */
export async function makeTab({ domain, clientId = "", out }) {
  const { version } = JSON.parse(readFileSync(join(root, "pkg", "package.json"), "utf8"));
  rmSync(out, { recursive: true, force: true });
  const site = join(out, "site");
  await step("Building the page", () => buildPage(site, clientId));
  writeFileSync(join(site, "staticwebapp.config.json"), `${JSON.stringify(staticWebApp, null, 2)}\n`);
  writeFileSync(join(site, "_headers"), headersFile);

  const manifest = manifestOf({ domain, version, id: idOf(domain) });
  const folder = join(out, "app");
  mkdirSync(folder);
  writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const icons = ["color.png", "outline.png"];
  for (const icon of icons) cpSync(join(root, "www", "teams", icon), join(folder, icon));
  const files = ["manifest.json", ...icons].map((name) => [name, readFileSync(join(folder, name))]);
  const zip = join(out, "create-a-chat.zip");
  writeFileSync(zip, zipSync(Object.fromEntries(files)));
  return { site, zip };
}

async function buildPage(outDir, clientId) {
  const { build } = await import("vite");
  const www = join(root, "www");
  process.env.VITE_GRAPH_URL = "";
  process.env.VITE_CLIENT_ID = clientId;
  const configFile = join(www, "vite.config.ts");
  await build({ root: www, configFile, logLevel: "error", build: { outDir } });
}

/** The same app for the same domain, so that a new package is an update of the old one. */
function idOf(domain) {
  const hash = createHash("sha256").update(`msgraph-chats ${domain}`).digest("hex");
  const parts = [hash.slice(0, 8), hash.slice(8, 12), `8${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`];
  return [...parts, hash.slice(20, 32)].join("-");
}

async function tab() {
  const { domain, clientId, out } = readArguments();
  await setUp();
  await (await import("./build.mjs")).build();
  const { site, zip } = await makeTab({ domain, clientId, out });
  console.log(`
  Deploy            ${site}   to https://${domain}/
  Upload to Teams   ${zip}

docs/teams-tab.md says how.`);
}

function readArguments() {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        domain: { type: "string" },
        "client-id": { type: "string", default: "" },
        out: { type: "string", default: join(root, "build", "tab") },
      },
    }));
  } catch (error) {
    throw new ScriptError(`${error.message}\n${usage}`);
  }
  const { domain, "client-id": clientId, out } = values;
  if (domain === undefined || !host.test(domain)) {
    throw new ScriptError(`--domain must be a host name without https:// and path.\n${usage}`);
  }
  if (clientId !== "" && !guid.test(clientId.toLowerCase())) {
    throw new ScriptError(`--client-id must be a GUID.\n${usage}`);
  }
  return { domain, clientId, out: resolve(out) };
}

if (isMain(import.meta)) await main(tab);
