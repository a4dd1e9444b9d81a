// The bytes of the smallest program that makes a oneOnOne chat, bundled for a browser, and proof that it makes one.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { build } from "esbuild";
import { root } from "../../scripts/setup.mjs";
import { sizesOf } from "../../scripts/size/files.mjs";
import { peers, programOf } from "../peers.mjs";
import { answerText, graphForm, shortForm } from "../requests.mjs";
import { exactRow } from "./rounds.mjs";

const folder = join(root, "build", "bench");

export async function bytesRows() {
  mkdirSync(folder, { recursive: true });
  const sizes = {};
  for (const peer of peers) {
    const bytes = await bundled(programOf(peer));
    const file = join(folder, `${peer.id}.mjs`);
    writeFileSync(file, bytes);
    await requireChat(peer.id, file);
    sizes[peer.id] = sizesOf(bytes);
  }
  return ["raw", "gzip", "brotli"].map((kind) => {
    const values = Object.fromEntries(peers.map(({ id }) => [id, sizes[id][kind]]));
    const title = `Smallest program, ${kind === "raw" ? "minified" : kind}`;
    return exactRow({ id: `bytes-${kind}`, title, unit: "bytes", better: "less" }, values);
  });
}

async function bundled(program) {
  const { outputFiles } = await build({
    entryPoints: [program],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    legalComments: "none",
    logLevel: "error",
  });
  return outputFiles[0].contents;
}

/** Runs a bundled program with a transport that looks at what it sends. */
async function requireChat(id, file) {
  const { fetch } = globalThis;
  let request;
  globalThis.fetch = async (input, init) => {
    request = new Request(input, init);
    return new Response(answerText, { status: 201, headers: { "Content-Type": "application/json" } });
  };
  try {
    const { createChat } = await import(`${pathToFileURL(file).href}?at=${Date.now()}`);
    await createChat("bench-token", shortForm(2).members);
    const isRight =
      request.url === "https://graph.microsoft.com/v1.0/chats" &&
      request.headers.get("Authorization") === "Bearer bench-token" &&
      isDeepStrictEqual(await request.json(), graphForm(2));
    if (!isRight) throw new Error(`The smallest program of ${id} does not make the chat.`);
  } finally {
    globalThis.fetch = fetch;
  }
}
