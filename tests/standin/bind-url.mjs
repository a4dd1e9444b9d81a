/** Reads the URLs of `user@odata.bind` and `teamsApp@odata.bind`, as OData's rules for keys in URLs say. */
export const hostOfCloud = {
  global: "graph.microsoft.com",
  usGovernmentL4: "graph.microsoft.us",
  usGovernmentL5: "dod-graph.microsoft.us",
  china: "microsoftgraph.chinacloudapi.cn",
};

export const versions = ["v1.0", "beta"];

/** The byte order mark is a space to JavaScript, and invisible to everybody. */
const spaceOrControl = /[\p{White_Space}\uFEFF\p{Cc}]/u;
const outerSpace = /^[\p{White_Space}\uFEFF]+|[\p{White_Space}\uFEFF]+$/gu;
const maxUserLength = 1024;

/** What no object id and no userPrincipalName holds: parts of paths and lists, brackets, quotation marks. */
const refusedInUser = /[/\\?,;<>"()[\]{}\u2018-\u201F«»‹›]/;
/** Format characters have no width: joiners, marks of direction, soft hyphens. */
const invisible = /\p{Cf}/u;

function percentDecoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The path behind `https://HOST/VERSION/`, or null where host, version or form is wrong. */
function pathBehindVersion(url, cloud) {
  if (typeof url !== "string" || /[?#]/.test(url)) return null;
  const [, host, version, path] = /^https:\/\/([^/]+?)(?::443)?\/([^/]+)\/(.+)$/is.exec(url) ?? [];
  const known = host?.toLowerCase() === hostOfCloud[cloud] && versions.includes(version);
  return known ? path : null;
}

/** A quoted key's text: every quote inside is doubled, escaped (`%27`) or not. */
function unquoted(key) {
  const inside = percentDecoded(key);
  if (inside === null || /(^|[^'])'('')*([^']|$)/.test(inside)) return null;
  return inside.replaceAll("''", "'");
}

/** What stands for one user: trimmed, or null where it names none. */
export function readUserId(id) {
  if (typeof id !== "string" || !id.isWellFormed()) return null;
  const trimmed = id.replace(outerSpace, "");
  const refused =
    trimmed === "" ||
    trimmed.length > maxUserLength ||
    refusedInUser.test(trimmed) ||
    invisible.test(trimmed) ||
    spaceOrControl.test(trimmed) ||
    ["me", ".", ".."].includes(trimmed.toLowerCase());
  return refused ? null : trimmed;
}

/** The user that a `user@odata.bind` names, or null where Graph finds none in it. */
export function readUserBind(url, cloud) {
  const path = pathBehindVersion(url, cloud);
  const [, quotedKey, segment] = (path && /^users(?:\('([^/]*)'\)|\/([^/]+))$/.exec(path)) ?? [];
  if (quotedKey !== undefined) return readUserId(unquoted(quotedKey));
  return segment === undefined ? null : readUserId(percentDecoded(segment));
}

/** Whether the bind is `users('me')`, which Graph reads but takes for nobody. */
export function namesMe(url, cloud) {
  return /^users\('me'\)$/i.test(pathBehindVersion(url, cloud) ?? "");
}

/** The catalog id that a `teamsApp@odata.bind` names, or null: a GUID, or a name as built-in apps have it. */
export function readAppBind(url, cloud) {
  const path = pathBehindVersion(url, cloud) ?? "";
  const [, quotedKey, segment] = /^appCatalogs\/teamsApps(?:\('([^/]*)'\)|\/([^/]+))$/.exec(path) ?? [];
  const id = quotedKey === undefined ? percentDecoded(segment ?? "") : unquoted(quotedKey);
  return /^[-.\w]*[A-Za-z0-9][-.\w]*$/.test(id ?? "") ? id : null;
}
