// What is missing in this environment to send requests.

let tried: unknown = null;

/** What is missing, or does not work; nothing when requests can be sent. The module fills headers in, and a fault inside would be its end. */
export function missingPart(): "fetch" | "Headers" | undefined {
  const { fetch, Headers } = globalThis;
  if (typeof fetch !== "function") return "fetch";
  if (Headers === tried) return undefined;
  try {
    new Headers().set("name", "value");
  } catch {
    return "Headers";
  }
  tried = Headers;
  return undefined;
}
