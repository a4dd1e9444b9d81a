// What the wasm module needs of its environment. Nothing here throws or rejects: a fault inside async Rust would leave a promise pending.

/** The longest body that is read, characters: a runaway error page must not fill the module's memory. */
const LONGEST_BODY = 16 * 1024 * 1024;

const HEADERS = ["request-id", "retry-after", "location", "www-authenticate", "date"];

/** Name, code and message of whatever was thrown, as strings. */
export function describeError(error) {
  try {
    if (typeof error === "string") return ["Error", "", error];
    const inner = error?.cause?.code;
    return [error?.name ?? "Error", error?.code ?? inner ?? "", error?.message ?? ""].map(String);
  } catch {
    return ["Error", "", ""];
  }
}

/** Why no request can be sent here; empty when one can. */
export function whyNoFetch() {
  for (const name of ["fetch", "Request", "Headers", "URL"]) {
    if (typeof globalThis[name] !== "function") return name;
  }
  return "";
}

/**
 * Sends a request. `answer` resolves to [status, body, name, value, …], or to [-1, ...describeError] when no answer
 * arrived; `cancel` aborts.
 */
export function startFetch(request) {
  const controller = typeof AbortController === "function" ? new AbortController() : undefined;
  return {
    answer: readAnswer(request, controller?.signal),
    cancel: () => controller?.abort(),
  };
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
