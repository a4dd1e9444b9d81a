/** What the tests of the local Graph share: a running one, bodies, and requests. */
import { startGraph } from "./index.mjs";

export const ids = {
  one: "8b081ef6-4792-4def-b2c9-c363a1bf41d5",
  two: "82af01c5-f7cc-4a2e-a728-3a5df21afd9d",
  three: "3626a173-f2bc-4883-bcf7-01514c3bfb82",
};

export const appId = "05F59CEC-A742-4A50-A62E-202A57E478A4";

/** A local Graph that ends with the test. */
export async function runningGraph(t, options) {
  const graph = await startGraph(options);
  t.after(() => graph.close());
  return graph;
}

export const bind = (id) => `https://graph.microsoft.com/v1.0/users('${id}')`;

/** A member in Graph's form; `changes` replace or, with undefined, remove properties. */
export function member(id, changes = {}) {
  const whole = {
    "@odata.type": "#microsoft.graph.aadUserConversationMember",
    roles: ["owner"],
    "user@odata.bind": bind(id),
    ...changes,
  };
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
}

export const oneOnOne = (one = ids.one, two = ids.two) => ({
  chatType: "oneOnOne",
  members: [member(one), member(two)],
});

export const group = (...users) => ({
  chatType: "group",
  topic: "Group chat title",
  members: (users.length > 0 ? users : Object.values(ids)).map((id) => member(id)),
});

export const withApp = (body) => ({
  ...body,
  installedApps: [
    { "teamsApp@odata.bind": `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${appId}` },
  ],
});

/** Sends a request; gives status, headers and the body, parsed where it is JSON. */
export async function send(graph, path, { method = "GET", body, token = "any", headers = {}, ...init } = {}) {
  const answer = await fetch(`${graph.url}${path}`, {
    method,
    redirect: "manual",
    headers: { ...(token !== null && { authorization: `Bearer ${token}` }), ...headers },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    ...init,
  });
  const text = await answer.text();
  let parsed = text;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Some answers are meant to be no JSON.
  }
  return { status: answer.status, headers: answer.headers, text, body: parsed };
}

export const postJson = (graph, path, body, { headers, ...options } = {}) =>
  send(graph, path, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
    ...options,
  });

/** `POST /v1.0/chats`. */
export const create = (graph, body, options) => postJson(graph, "/v1.0/chats", body, options);

export const innerRequest = (id, body, changes = {}) => ({
  id,
  method: "POST",
  url: "/chats",
  headers: { "Content-Type": "application/json" },
  body,
  ...changes,
});

/** `POST /v1.0/$batch`. */
export const batch = (graph, requests, options) => postJson(graph, "/v1.0/$batch", { requests }, options);
