/** What the bearer token of a request means: who asks, what they may do, or why they may not. */
import { refusal } from "./answers.mjs";
import { hostOfCloud } from "./bind-url.mjs";

/** Tokens that stand for a behaviour, each with the row of answers.mjs that every request with it gets. */
export const specialTokens = {
  "standin-no-permission": "missingScope",
  "standin-no-app-permission": "missingRole",
  "standin-no-licence": "noLicence",
  "standin-wrong-audience": "wrongAudience",
  "standin-expired": "tokenExpired",
  "standin-claims-challenge": "claimsChallenge",
  "standin-application-only": "applicationOnly",
};

/** May create chats and nothing else: reading, polling, adding and sending are refused. */
export const createOnlyToken = "standin-create-only";

const graphAppId = "00000003-0000-0000-c000-000000000000";

const permissions = {
  create: { scopes: ["Chat.Create", "Chat.ReadWrite"], roles: ["Chat.Create"] },
  read: {
    scopes: ["Chat.ReadBasic", "Chat.Read", "Chat.ReadWrite"],
    roles: ["Chat.ReadBasic.All", "Chat.Read.All", "Chat.ReadWrite.All"],
  },
  readMembers: {
    scopes: ["ChatMember.Read", "ChatMember.ReadWrite", "Chat.ReadBasic", "Chat.Read", "Chat.ReadWrite"],
    roles: ["ChatMember.Read.All", "ChatMember.ReadWrite.All", "Chat.ReadBasic.All", "Chat.Read.All"].concat([
      "Chat.ReadWrite.All",
    ]),
  },
  addMember: {
    scopes: ["ChatMember.ReadWrite", "Chat.ReadWrite"],
    roles: ["Chat.Manage.Chat", "ChatMember.ReadWrite.All", "Chat.ReadWrite.All"],
  },
  send: { scopes: ["ChatMessage.Send", "Chat.ReadWrite"], roles: [] },
};

/** The payload of a JWT, its signature unchecked; null for any other text. */
function readClaims(token) {
  const parts = token.split(".");
  if (parts.length !== 3) return null;
  try {
    const claims = JSON.parse(Buffer.from(parts[1], "base64url").toString("utf8"));
    return claims !== null && typeof claims === "object" && !Array.isArray(claims) ? claims : null;
  } catch {
    return null;
  }
}

function bearerOf(headers) {
  const [, token] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "") ?? [];
  return token ?? null;
}

function refusedClaims(claims, need, { cloud, nowMs }) {
  const audiences = [`https://${hostOfCloud[cloud]}`, `https://${hostOfCloud[cloud]}/`, graphAppId];
  if (claims.aud !== undefined && !audiences.includes(claims.aud)) return refusal("wrongAudience");
  if (typeof claims.exp === "number" && claims.exp * 1000 <= nowMs) return refusal("tokenExpired");
  if (need === null) return null;
  if (typeof claims.scp === "string") {
    const granted = claims.scp.split(" ").filter(Boolean);
    const required = permissions[need].scopes;
    return required.some((scope) => granted.includes(scope))
      ? null
      : refusal("missingScope", { required, granted });
  }
  if (Array.isArray(claims.roles)) {
    // Whatever its roles, an application may send messages for a migration only.
    if (need === "send") return refusal("importOnly");
    const required = permissions[need].roles;
    return required.some((role) => claims.roles.includes(role))
      ? null
      : refusal("missingRole", { required, granted: claims.roles });
  }
  return null;
}

const isApplication = (claims) =>
  claims.idtyp === "app" || (claims.scp === undefined && Array.isArray(claims.roles));

/** A delegated token names its user; one of an application does not, whatever object id it carries. */
function callerOf(claims) {
  if (isApplication(claims)) return undefined;
  const { oid, upn = claims.preferred_username } = claims;
  return oid === undefined && upn === undefined ? undefined : { oid, upn };
}

/**
 * Reads the token of a request that needs the permission `need` (a row above), or null for a batch, whose
 * requests each need their own.
 * Returns `{ refused }`, or `{ caller, isApplication }` with the signed-in user where the token names one.
 */
export function readToken(headers, need, { cloud, nowMs }) {
  const token = bearerOf(headers);
  if (token === null) return { refused: refusal("tokenMissing") };
  const special = Object.hasOwn(specialTokens, token) ? refusal(specialTokens[token]) : null;
  if (special && (need !== null || special.status === 401)) return { refused: special };
  if (token === createOnlyToken && need !== null && need !== "create") {
    const required = permissions[need].scopes;
    return { refused: refusal("missingScope", { required, granted: ["Chat.Create"] }) };
  }
  const claims = readClaims(token);
  if (!claims) return { caller: undefined, isApplication: false };
  const refused = refusedClaims(claims, need, { cloud, nowMs });
  return refused ? { refused } : { caller: callerOf(claims), isApplication: isApplication(claims) };
}

/** An unsigned JWT with these claims, for tests and demos. */
export function unsignedJwt(claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none", typ: "JWT" })}.${part(claims)}.unsigned`;
}
