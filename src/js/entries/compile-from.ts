// Compiles the module from whatever `init` was given: a URL, an answer to fetch, bytes, or a module already.

import { causeOf } from "../cause.ts";
import { ChatError } from "../chat-error.ts";
import { notStarted } from "../not-started.ts";
import { tagOf } from "../serialize.ts";

const isBytes = (value: unknown): value is ArrayBuffer | ArrayBufferView<ArrayBuffer> =>
  tagOf(value) === "[object ArrayBuffer]" || ArrayBuffer.isView(value);

/** What to do where a server, a bundler or a framework does not bring the file along. */
const ADVICE = "Serve msgraph-chats.wasm of the package as a file, and give init() its URL, or its bytes.";

/** Promises a WebAssembly.Module; rejects with ChatError. */
export async function compileFrom(source: unknown): Promise<WebAssembly.Module> {
  const given = (await settled(source)) as Partial<Response> & { href?: unknown };
  if (tagOf(given) === "[object WebAssembly.Module]") return given as WebAssembly.Module;
  if (typeof given?.arrayBuffer === "function") return fromResponse(given as Response);
  if (isBytes(given)) return fromBytes(given, "");
  const url = typeof given === "string" ? given : given?.href;
  if (typeof url !== "string") {
    throw failure("usage", "init takes the URL of msgraph-chats.wasm, a Response, its bytes, or a module.");
  }
  return url.startsWith("file:")
    ? fromBytes(readFile(url), ` from ${url}`)
    : fromResponse(await fetched(url), url);
}

async function settled<T>(promise: T, from = ""): Promise<Awaited<T>> {
  try {
    return await promise;
  } catch (error) {
    throw notLoaded(`could not be loaded${from}`, error);
  }
}

const fetched = (url: string) => settled((async () => globalThis.fetch(url))(), ` from ${shown(url)}`);

/** Without the query: that may hold what is nobody's business. */
const shown = (url: string) => url.split(/[?#]/)[0];

async function fromResponse(response: Response, url = response.url): Promise<WebAssembly.Module> {
  const from = url ? ` from ${shown(url)}` : "";
  const type = response.headers?.get?.("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (response.ok === false) throw notLoaded(`could not be loaded${from}: status ${Number(response.status)}`);
  const isStreamable =
    typeof WebAssembly === "object" &&
    typeof WebAssembly.compileStreaming === "function" &&
    type === "application/wasm";
  return isStreamable
    ? compiled(() => WebAssembly.compileStreaming(response))
    : fromBytes(await settled(response.arrayBuffer(), from), from, type);
}

function fromBytes(bytes: ArrayBuffer | ArrayBufferView<ArrayBuffer>, from: string, type?: string) {
  const view = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
  // A server that answers every address with its page is the usual mistake.
  if (String(view.subarray(0, 4)) !== "0,97,115,109") {
    const what = type?.includes("html") ? "an HTML page" : (type ?? `${view.length} bytes of something else`);
    throw failure("usage", `What came${from} is not WebAssembly but ${what}. ${ADVICE}`);
  }
  return compiled(() => WebAssembly.compile(view));
}

async function compiled(compile: () => Promise<WebAssembly.Module>) {
  try {
    return await compile();
  } catch (error) {
    throw notStarted(error);
  }
}

/** Node's fetch reads no files; and an import of node:fs would be refused by bundlers for the browser. */
function readFile(url: string): Uint8Array<ArrayBuffer> {
  try {
    const { process } = globalThis as unknown as { process: typeof import("../node.d.ts").process };
    return process.getBuiltinModule("node:fs").readFileSync(new URL(url));
  } catch (error) {
    throw notLoaded(`could not be read from ${url}`, error);
  }
}

function notLoaded(what: string, thrown?: unknown) {
  return failure("network", `The WebAssembly module ${what}. ${ADVICE}`, thrown && causeOf(thrown));
}

const failure = (kind: "network" | "usage", message: string, cause?: unknown) =>
  new ChatError({ kind, message, cause });
