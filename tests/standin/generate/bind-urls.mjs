/** Writes bind URLs in the many ways that are right, and in those that are wrong. */
import { hostOfCloud } from "../bind-url.mjs";

/** What Graph's own escaping leaves alone beyond encodeURIComponent. */
const kept = {
  "%24": "$",
  "%26": "&",
  "%2B": "+",
  "%2C": ",",
  "%3B": ";",
  "%3D": "=",
  "%3A": ":",
  "%40": "@",
};

/** As documented: percent-encoded, and quotes doubled afterwards. Text that is no Unicode stays as it is. */
export function encodedKey(id) {
  const encoded = id.isWellFormed()
    ? encodeURIComponent(id).replace(/%(24|26|2B|2C|3B|3D|3A|40)/g, (c) => kept[c])
    : id;
  return encoded.replaceAll("'", "''");
}

const everyByte = (text) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");

/** `users('ID')` or `users/ID`, escaped in one of the ways that mean the same. */
function userPath(id, random) {
  const doubled = id.replaceAll("'", "''");
  switch (random.below(10)) {
    case 0:
      return `users/${encodeURIComponent(id)}`;
    case 1:
      return `users/${everyByte(id)}`;
    case 2:
      return `users('${everyByte(doubled)}')`;
    case 3:
      return `users('${encodeURIComponent(doubled)}')`;
    case 4:
      return `users('${encodeURIComponent(doubled).replaceAll("'", "%27").toLowerCase()}')`;
    default:
      return `users('${encodedKey(id)}')`;
  }
}

/** The root that binds of these options should have, in one of the ways that mean the same. */
function root({ cloud, apiVersion }, random) {
  const host = hostOfCloud[cloud];
  const written = random.chance(0.03) ? random.pick([host.toUpperCase(), `${host}:443`]) : host;
  return `${random.chance(0.01) ? "HTTPS" : "https"}://${written}/${apiVersion}`;
}

const otherVersion = ({ apiVersion }) => (apiVersion === "beta" ? "v1.0" : "beta");
const otherCloud = ({ cloud }, random) =>
  random.pick(Object.keys(hostOfCloud).filter((name) => name !== cloud));

export const plainBind = (id, { cloud, apiVersion }) =>
  `https://${hostOfCloud[cloud]}/${apiVersion}/users('${encodedKey(id)}')`;

export const userBind = (id, options, random) => `${root(options, random)}/${userPath(id, random)}`;

export const otherVersionBind = (id, options, random) =>
  userBind(id, { ...options, apiVersion: otherVersion(options) }, random);

export function foreignHostBind(id, options, random) {
  const host = hostOfCloud[options.cloud];
  const foreign = random.pick([
    hostOfCloud[otherCloud(options, random)],
    "graph.example",
    `${host}.example`,
    `evil${host}`,
    `${host}:8443`,
    `${host}.`,
    "localhost:3000",
    "127.0.0.1",
  ]);
  return plainBind(id, options).replace(host, () => foreign);
}

/** Wrong in every way but the host alone. */
export function invalidBind(id, options, random) {
  const good = plainBind(id, options);
  const host = `https://${hostOfCloud[options.cloud]}`;
  const base = `${host}/${options.apiVersion}`;
  return random.pick([
    5,
    {},
    [good],
    good.replace("https:", "http:"),
    good.replace("https:", ""),
    good.replace(host, () => ""),
    good.slice(base.length + 1),
    good.replace("//", "/"),
    `${good}/`,
    `${good}?$select=id`,
    `${good}#`,
    `${good} `,
    `${base}/users('a_gmail.com#EXT#@contoso.com')`,
    `${base}/users`,
    `${base}/users('')`,
    `${base}/users('%20')`,
    `${base}/users/`,
    `${base}/users(${id})`,
    `${base}/users("${encodeURIComponent(id)}")`,
    `${base}/users('o'brien@contoso.com')`,
    `${base}/users('o%27brien@contoso.com')`,
    `${base}/users('a%zz')`,
    `${base}/users('a%')`,
    `${base}/users('a%ff')`,
    `${base}/users('a%2Fb')`,
    `${base}/users('a/b')`,
    `${base}/users/a/b`,
    `${base}/users('a%20b')`,
    `${base}/users('a%00b')`,
    `${base}/users('a%2Cb')`,
    `${base}/users('a;b')`,
    `${base}/users('a(b)')`,
    `${base}/users('%3Ca%3E')`,
    `${base}/users('%E2%80%9Ca%E2%80%9D')`,
    `${base}/users('a%E2%80%8B')`,
    `${base}/users('me')`,
    `${base}/users/me`,
    `${base}/users('%6De')`,
    `${base}/users('..')`,
    `${base}/users('${"x".repeat(1025)}')`,
    `${base}/me`,
    `${base}/me/users('${encodedKey(id)}')`,
    `${base}/groups('${encodedKey(id)}')`,
    `${base}/Users('${encodedKey(id)}')`,
    `${base}//users('${encodedKey(id)}')`,
    `${host}/users('${encodedKey(id)}')`,
    `${host}/v2.0/users('${encodedKey(id)}')`,
    `${host}/V1.0/users('${encodedKey(id)}')`,
    `${host}/../users('${encodedKey(id)}')`,
    good.replace("//", "//user:password@"),
    good.replace("https://", "https:\\\\"),
  ]);
}

/** `teamsApps/ID`, or `teamsApps('ID')` as on Graph's page about creating a team. */
export const appBind = (id, options, random) =>
  `${root(options, random)}/appCatalogs/teamsApps${random.chance(0.2) ? `('${id}')` : `/${id}`}`;

export const otherVersionAppBind = (id, options, random) =>
  appBind(id, { ...options, apiVersion: otherVersion(options) }, random);

export const plainAppBind = (id, { cloud, apiVersion }) =>
  `https://${hostOfCloud[cloud]}/${apiVersion}/appCatalogs/teamsApps/${id}`;

/** A bind URL of an app that Graph could not read, the foreign host included. */
export function invalidAppBind(id, options, random) {
  const good = plainAppBind(id, options);
  const host = hostOfCloud[options.cloud];
  return random.pick([
    5,
    null,
    "",
    id,
    [good],
    good.replace(host, () => hostOfCloud[otherCloud(options, random)]),
    good.replace(host, () => "graph.example"),
    good.replace("https:", "http:"),
    good.replace("appCatalogs", "appCatalog"),
    good.replace(/(v1\.0|beta)/, "v2.0"),
    `${good}/`,
    `${good}?x`,
    `${good}#x`,
    good.replace(id, ""),
    good.replace(id, "com.example app"),
    good.replace(id, ".."),
    good.replace(id, `(${id})`),
    good.replace(id, `'${id}'`),
    good.slice(good.indexOf("/app")),
  ]);
}
