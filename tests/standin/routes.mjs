/** Which of Graph's paths a request means. */

/** A key as a path segment, or in parentheses and quoted. */
const key = "(?:/([^/()]+)|\\('([^/]*)'\\))";

const routes = [
  { name: "createChat", need: "create", methods: ["POST"], pattern: /^\/chats$/ },
  { name: "listChats", need: "read", methods: ["GET"], pattern: /^\/(?:me\/)?chats$/ },
  { name: "listUserChats", need: "read", methods: ["GET"], pattern: new RegExp(`^/users${key}/chats$`) },
  { name: "getChat", need: "read", methods: ["GET"], pattern: new RegExp(`^/chats${key}$`) },
  {
    name: "listMembers",
    need: "readMembers",
    methods: ["GET"],
    pattern: new RegExp(`^/chats${key}/members$`),
  },
  { name: "addMember", need: "addMember", methods: ["POST"], pattern: new RegExp(`^/chats${key}/members$`) },
  { name: "sendMessage", need: "send", methods: ["POST"], pattern: new RegExp(`^/chats${key}/messages$`) },
  {
    name: "getOperation",
    need: "read",
    methods: ["GET"],
    pattern: new RegExp(`^/chats${key}/operations${key}$`),
  },
  { name: "getMe", need: null, methods: ["GET"], pattern: /^\/me$/ },
  { name: "batch", need: null, methods: ["POST"], pattern: /^\/\$batch$/ },
];

const decoded = (text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Each key comes as two groups, of which one is set. */
function keysOf(groups) {
  const keys = [];
  for (let index = 0; index < groups.length; index += 2) {
    const [segment, quoted] = [groups[index], groups[index + 1]];
    keys.push(quoted === undefined ? decoded(segment) : decoded(quoted).replaceAll("''", "'"));
  }
  return keys;
}

/** Splits `/v1.0/chats?x=y` into version, path and query; `version` is null where the path has none of Graph's. */
export function splitUrl(url) {
  const [pathname, query = ""] = url.split("?", 2);
  const [, version, path] = /^\/(v1\.0|beta)(\/.*)$/.exec(pathname) ?? [];
  return {
    version: version ?? null,
    path: path ?? pathname,
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** The route of a path without version: `{ name, need, keys }`, or `{ refused }` naming the row of answers.mjs. */
export function findRoute(method, path) {
  const plain = path.replace(/%2[4789]/g, decoded);
  const matching = routes.filter(({ pattern }) => pattern.test(plain));
  const route = matching.find(({ methods }) => methods.includes(method));
  if (!route) return { refused: matching.length > 0 ? "methodNotAllowed" : "pathNotSupported" };
  return { name: route.name, need: route.need, keys: keysOf(route.pattern.exec(plain).slice(1)) };
}
