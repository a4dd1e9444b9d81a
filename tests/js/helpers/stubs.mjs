// In place of the network: chats that are right, and fetch replaced for one test.

export const ids = {
  one: "8b081ef6-4792-4def-b2c9-c363a1bf41d5",
  two: "82af01c5-f7cc-4a2e-a728-3a5df21afd9d",
  three: "3626a173-f2bc-4883-bcf7-01514c3bfb82",
};

export const oneOnOne = { chatType: "oneOnOne", members: [ids.one, ids.two] };
export const group = { chatType: "group", topic: "Plan", members: Object.values(ids) };

/** An operation to wait for. */
export const operation = { location: "/chats('x')/operations('y')" };

/** A chat as Graph answers with it. */
export const chat = {
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#chats/$entity",
  id: "19:82fe7758-5bb3-4f0d-a43f-e555fd399c6f_8c0a1a67-50ce-4114-bb6c-da9c5dbcf6ca@unq.gbl.spaces",
  topic: null,
  createdDateTime: "2020-12-04T23:10:28.51Z",
  lastUpdatedDateTime: "2020-12-04T23:10:28.51Z",
  chatType: "oneOnOne",
};

/** The answer of a created chat. */
export const created = () =>
  new Response(JSON.stringify(chat), {
    status: 201,
    headers: { "Content-Type": "application/json", "request-id": "00000000-0000-4000-8000-00000000c0de" },
  });

/** Graph's error with this status. */
export const refused = (status, error = {}, headers = {}) =>
  new Response(JSON.stringify({ error: { code: "BadRequest", message: "No.", ...error } }), {
    status,
    headers: { "Content-Type": "application/json", ...headers },
  });

const originals = new WeakMap();

/** Replaces a global for the length of a test; `undefined` takes it away. Gives the way back. */
export function stubGlobal(t, name, value) {
  if (!originals.has(t)) originals.set(t, new Map());
  const ofTest = originals.get(t);
  if (!ofTest.has(name)) {
    const original = Object.getOwnPropertyDescriptor(globalThis, name);
    ofTest.set(name, () => Object.defineProperty(globalThis, name, original));
    t.after(ofTest.get(name));
  }
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  return ofTest.get(name);
}

/** Replaces fetch; gives the calls it got, each `{ url, method, headers, body }`. */
export function stubFetch(t, respond = created) {
  const calls = [];
  const restore = stubGlobal(t, "fetch", async (input, init) => {
    const request = new Request(input, init);
    const { url, method, headers } = request;
    const call = { url, method, headers: Object.fromEntries(headers), body: await request.text(), init };
    calls.push(call);
    return respond(call, calls.length);
  });
  return Object.assign(calls, { restore });
}

/** Functions that end otherwise than by giving something. */
export const throws = (value) => () => {
  throw value;
};
export const fails = throws(new Error("thrown on purpose"));
export const never = () => new Promise(() => {});

/** Whatever is asked of it throws. */
export const throwingProxy = new Proxy({}, { get: fails });

/** What a function of somebody else's may do in place of giving what it is for, whatever that is. */
export const oddEndings = {
  "throws an Error": fails,
  "throws a text": throws("thrown on purpose"),
  "throws undefined": throws(undefined),
  "throws null": throws(null),
  "throws a symbol": throws(Symbol("x")),
  "throws a Proxy that throws": throws(throwingProxy),
  "throws an object without a prototype": throws(Object.create(null)),
  "throws an error whose message is no text": throws(
    Object.assign(new Error(), { message: { toString: null }, name: 5, code: Symbol("x") }),
  ),
  "rejects with a TypeError": () => Promise.reject(new TypeError("failed")),
  "rejects with undefined": () => Promise.reject(undefined),
  "rejects with null": () => Promise.reject(null),
  "rejects with a text": () => Promise.reject("rejected on purpose"),
  "rejects with a Proxy that throws": () => Promise.reject(throwingProxy),
  "gives undefined": () => undefined,
  "gives null": async () => null,
  "gives a number": () => 5,
  "gives a list": () => ["a"],
  "gives a function": () => () => "a",
  "gives a symbol": () => Symbol("x"),
  "gives an empty object": async () => ({}),
  "gives a Proxy that throws": () => throwingProxy,
  "gives what looks like a promise, and throws": () => promiseLike(fails),
  "gives what looks like a promise, and rejects": () => promiseLike((_, reject) => reject(5)),
};

/** Any object with this method is taken for a promise. */
export function promiseLike(then) {
  return { then };
}
