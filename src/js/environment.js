// What the wasm module needs of its environment. Nothing here throws or rejects: a fault inside async Rust would leave a promise pending.

import { Wait } from "./wait.js";

/** The longest body that is read, characters: a runaway error page must not fill the module's memory. */
const LONGEST_BODY = 16 * 1024 * 1024;

const HEADERS = ["request-id", "retry-after", "location", "www-authenticate", "date"];

/** What looks like a token: a provider may tell one that the module never got. */
const TOKENS = /eyJ\S{8,}|\bbearer\s+\S+/gi;

/** Whatever was thrown, as the module reads failures: a mark, then name, code and message, each from a line of its own. */
export function failureText(error) {
  const [name, code, message] = describe(error).map((part) => part.replace(TOKENS, "[token]"));
  return `!${oneLine(name)}\n${oneLine(code)}\n${message}`;
}

function describe(error) {
  try {
    if (typeof error === "string") return ["Error", "", error];
    const inner = error?.cause?.code;
    return [error?.name ?? "Error", error?.code ?? inner ?? "", error?.message ?? ""].map(String);
  } catch {
    return ["Error", "", ""];
  }
}

const oneLine = (text) => text.replaceAll("\n", " ");

let tried = null;

/** What is missing here to send requests, or does not work; undefined when they can be sent. */
export function missingPart() {
  const { fetch, Headers } = globalThis;
  if (typeof fetch !== "function") return "fetch";
  if (Headers === tried) return undefined;
  // The module fills them in; a fault inside that would leave the promise pending.
  try {
    new Headers().set("name", "value");
  } catch {
    return "Headers";
  }
  tried = Headers;
  return undefined;
}

/** The clock has come so far at least, by what was waited: one that is missing or stands still must keep nobody waiting for ever. */
let reachedMs = 0;

/** Answers after so many milliseconds; at once where there are no timers. */
export function startTimer(delayMs, number) {
  const wait = new Wait(number);
  const dueMs = elapsed() + delayMs;
  const end = () => {
    reachedMs = Math.max(reachedMs, dueMs);
    wait.end();
  };
  try {
    const timer = setTimeout(end, delayMs);
    wait.onCancel(() => clearTimeout(timer));
  } catch {
    end();
  }
  return wait;
}

/** The number that the environment gives; hardened ones have no clock and no randomness, and give none. */
function numberOf(read) {
  try {
    const number = read();
    return Number.isFinite(number) ? number : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds since 1970; where there is no clock, as if no time passed. */
export function now() {
  return numberOf(() => Date.now()) ?? 0;
}

/** Milliseconds of a clock that nobody sets, where there is one. */
export function elapsed() {
  return Math.max(numberOf(() => performance.now()) ?? now(), reachedMs);
}

/** From [0, 1), for back-off and ids. */
export function random() {
  return numberOf(() => Math.random()) ?? 0.5;
}

/** Sends a request. Answers with status, headers, an empty line and the body; or with `failureText` when no answer arrived. */
export function startFetch(method, url, headers, body, number) {
  const controller = newController();
  const wait = new Wait(number).onCancel(() => controller?.abort());
  exchange(wait, url, { method, headers, body, redirect: "manual", signal: controller?.signal });
  return wait;
}

function newController() {
  try {
    return new AbortController();
  } catch {
    // Then the time limit ends the wait alone, not what goes on underneath.
    return undefined;
  }
}

async function exchange(wait, url, init) {
  try {
    const response = await globalThis.fetch(url, init);
    const status = response?.status;
    if (!Number.isInteger(status) || status < 0 || status > 999) {
      throw new TypeError("fetch gave something that is no Response");
    }
    let body = "";
    try {
      body = await readBody(response);
    } catch (error) {
      // A refusal whose body does not arrive is a refusal all the same.
      if (status < 400) throw error;
    }
    let head = `=${status}\n`;
    for (const name of HEADERS) {
      const value = readHeader(response.headers, name);
      if (typeof value === "string") head += `${name}:${oneLine(value)}\n`;
    }
    wait.end(`${head}\n${body.slice(0, LONGEST_BODY)}`);
  } catch (error) {
    wait.end(failureText(error));
  }
}

/** Stand-ins of fetch in tests often have `json` alone. */
async function readBody(response) {
  if (typeof response.text === "function") return String((await response.text()) ?? "");
  if (typeof response.json === "function") return JSON.stringify(await response.json()) ?? "";
  return "";
}

/** Stand-ins of fetch in tests often have a plain object for headers. */
function readHeader(headers, name) {
  if (headers === null || typeof headers !== "object") return undefined;
  if (typeof headers.get === "function") return headers.get(name);
  const key = Object.keys(headers).find((given) => given.toLowerCase() === name);
  return key === undefined ? undefined : headers[key];
}
