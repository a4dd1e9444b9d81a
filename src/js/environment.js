// What the wasm module needs of its environment. Nothing here throws or rejects: a fault inside async Rust would leave a promise pending.

/** The longest body that is read, characters: a runaway error page must not fill the module's memory. */
const LONGEST_BODY = 16 * 1024 * 1024;

const HEADERS = ["request-id", "retry-after", "location", "www-authenticate", "date"];

/** What looks like a token: a provider may tell one that the module never got. */
const TOKENS = /eyJ\S{8,}|\bbearer\s+\S+/gi;

/** Name, code and message of whatever was thrown, as strings. */
export function describeError(error) {
  try {
    if (typeof error === "string") return ["Error", "", error.replace(TOKENS, "[token]")];
    const inner = error?.cause?.code;
    const parts = [error?.name ?? "Error", error?.code ?? inner ?? "", error?.message ?? ""];
    return parts.map((part) => String(part).replace(TOKENS, "[token]"));
  } catch {
    return ["Error", "", ""];
  }
}

let tried = [];

/** Why no request can be sent here: what is missing or does not work; empty when one can. */
export function whyNoFetch() {
  const names = ["fetch", "URL", "URLSearchParams", "Headers", "Request"];
  const missing = names.find((name) => typeof globalThis[name] !== "function");
  if (missing) return missing;
  const { URL, URLSearchParams, Headers, Request } = globalThis;
  const parts = [URL, URLSearchParams, Headers, Request];
  if (parts.every((part, index) => part === tried[index])) return "";
  // Building a request takes these steps; a fault inside them would leave the promise pending.
  let name = "URLSearchParams";
  try {
    String(new URLSearchParams());
    name = "Headers";
    new Headers().set("name", "value");
    name = "Request";
    const { url } = new Request("https://localhost/");
    if (typeof url !== "string") return name;
    name = "URL";
    if (typeof new URL(url).search !== "string") return name;
  } catch {
    return name;
  }
  tried = parts;
  return "";
}

/** Calls back after so many milliseconds; gives the way to prevent it. Throws where there are no timers. */
export function startTimer(callback, delayMs) {
  let runs = true;
  const timer = setTimeout(() => {
    if (runs) callback();
  }, delayMs);
  return () => {
    // A clock that was replaced meanwhile does not know the timer.
    runs = false;
    clearTimeout(timer);
  };
}

/** Milliseconds since 1970. Hardened environments have no clock; then as if no time passed. */
export function now() {
  try {
    return Date.now();
  } catch {
    return 0;
  }
}

/** Milliseconds of a clock that nobody sets, where there is one. */
export function elapsed() {
  try {
    return performance.now();
  } catch {
    return now();
  }
}

/** From [0, 1), for back-off and ids. Hardened environments have no randomness of this kind. */
export function random() {
  try {
    return Math.random();
  } catch {
    return 0.5;
  }
}

/**
 * Sends a request. `answer` resolves to [status, body, name, value, …], or to [-1, ...describeError] when no answer
 * arrived; `cancel` aborts.
 */
export function startFetch(request) {
  const controller = newController();
  return {
    answer: readAnswer(request, controller?.signal),
    cancel: () => controller?.abort(),
  };
}

function newController() {
  try {
    return new AbortController();
  } catch {
    // Then the time limit ends the wait alone, not what goes on underneath.
    return undefined;
  }
}

async function readAnswer(request, signal) {
  try {
    const response = await globalThis.fetch(request, signal ? { signal } : {});
    const status = response?.status;
    if (!Number.isInteger(status) || status < 0 || status > 999) {
      throw new TypeError("fetch gave something that is no Response");
    }
    const body = await readBody(response).catch((error) => {
      // A refusal whose body does not arrive is a refusal all the same.
      if (status < 400) throw error;
      return "";
    });
    const answer = [status, body.slice(0, LONGEST_BODY)];
    for (const name of HEADERS) {
      const value = readHeader(response.headers, name);
      if (typeof value === "string") answer.push(name, value);
    }
    return answer;
  } catch (error) {
    return [-1, ...describeError(error)];
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
