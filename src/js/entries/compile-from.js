// Compiles the module from whatever `init` was given: a URL, an answer to fetch, bytes, or a module already.

import { ChatError } from "../chat-error.js";
import { notStarted } from "../start.js";

const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

/** Promises a WebAssembly.Module; rejects with ChatError. */
export async function compileFrom(source) {
  const given = await settled(source);
  if (tagOf(given) === "WebAssembly.Module") return given;
  if (typeof given?.arrayBuffer === "function") return fromResponse(given);
  if (tagOf(given) === "ArrayBuffer" || ArrayBuffer.isView(given)) return fromBytes(given);
  const url = typeof given === "string" ? given : given?.href;
  if (typeof url !== "string") {
    throw failure("usage", "init takes the URL of msgraph-chats.wasm, a Response, its bytes, or a module.");
  }
  return url.startsWith("file:") ? fromBytes(readFile(url)) : fromResponse(await fetched(url));
}

async function settled(promise) {
  try {
    return await promise;
  } catch (error) {
    throw notLoaded(error);
  }
}

const fetched = (url) => settled((async () => globalThis.fetch(url))());

async function fromResponse(response) {
  if (response.ok === false) throw notLoaded({ name: "Error", message: `Status ${Number(response.status)}` });
  const isStreamable =
    typeof WebAssembly === "object" &&
    typeof WebAssembly.compileStreaming === "function" &&
    response.headers?.get?.("content-type")?.trim().toLowerCase() === "application/wasm";
  return isStreamable
    ? compiled(() => WebAssembly.compileStreaming(response))
    : fromBytes(await settled(response.arrayBuffer()));
}

function fromBytes(bytes) {
  const view = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
  // A server that answers every address with its page is the usual mistake.
  if (String(view.subarray(0, 4)) !== "0,97,115,109") {
    throw failure("usage", "What was loaded is no WebAssembly: give init() the URL of msgraph-chats.wasm.");
  }
  return compiled(() => WebAssembly.compile(view));
}

async function compiled(compile) {
  try {
    return await compile();
  } catch (error) {
    throw notStarted(error);
  }
}

/** Node's fetch reads no files; and an import of node:fs would be refused by bundlers for the browser. */
function readFile(url) {
  try {
    return globalThis.process.getBuiltinModule("node:fs").readFileSync(new URL(url));
  } catch (error) {
    throw notLoaded(error);
  }
}

function notLoaded(error) {
  return failure(
    "network",
    "The WebAssembly module could not be loaded: give init() the URL of msgraph-chats.wasm, or its bytes.",
    { name: String(error?.name), code: String(error?.code ?? ""), message: String(error?.message) },
  );
}

function failure(kind, message, cause) {
  return new ChatError({ kind, message, cause });
}
