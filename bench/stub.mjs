// Transports for the measurements: one that answers at once without a network, and one that waits for the first body.

import { answerText } from "./requests.mjs";

const headers = { "Content-Type": "application/json" };

/** Puts a transport in the place of fetch; gives what `connect` hands to a client that does not use fetch. */
export function stubTransport(onBody = () => {}) {
  globalThis.fetch = async (input, init) => {
    onBody(init?.body ?? input);
    return new Response(answerText, { status: 201, headers });
  };
  return (_url, body, config) => {
    onBody(body);
    return { status: 201, statusText: "Created", headers, data: answerText, config };
  };
}
