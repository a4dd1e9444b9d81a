/** What a pasted token says of itself. Nothing is verified: it is shown, and Graph decides. */
import { bareToken, type Connection } from "../model/connection.ts";
import type { ShownIssue } from "../model/shown-issue.ts";
import { graphOf } from "./cloud-hosts.ts";

export interface TokenFacts {
  /** userPrincipalName or object id; null for an application, or where it does not say. */
  user: string | null;
  isApplication: boolean;
  tenantId: string | null;
  expiresAtMs: number | null;
  audience: string | null;
  /** The delegated permissions; null where there are none in it. */
  scopes: string | null;
}

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);

/** Null for a token that is no JWT. */
export function factsOf(token: string): TokenFacts | null {
  const [, payload, signature] = token.split(".");
  if (payload === undefined || signature === undefined) return null;
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (letter) =>
      letter.charCodeAt(0),
    );
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    const user = text(claims.upn) ?? text(claims.preferred_username) ?? text(claims.unique_name);
    const isApplication = claims.scp === undefined && (claims.idtyp === "app" || Array.isArray(claims.roles));
    return {
      isApplication,
      user: isApplication ? null : (user ?? text(claims.oid)),
      tenantId: text(claims.tid),
      expiresAtMs: typeof claims.exp === "number" ? claims.exp * 1000 : null,
      audience: text(claims.aud),
      scopes: text(claims.scp),
    };
  } catch {
    return null;
  }
}

/** Of the token that was pasted for a real tenant; null for a text that is no JWT, and where somebody signed in. */
export const pastedFacts = ({ settings, session, token }: Connection): TokenFacts | null =>
  settings.destination === "graph" && session === null ? factsOf(bareToken(token)) : null;

export const hasExpired = (facts: TokenFacts | null) =>
  facts !== null && facts.expiresAtMs !== null && facts.expiresAtMs <= Date.now();

/** The same in all clouds. */
const graphAppId = "00000003-0000-0000-c000-000000000000";

/** What speaks against it before anything is sent. */
export function tokenWarnings(connection: Connection): ShownIssue[] {
  const facts = pastedFacts(connection);
  if (facts === null) return [];
  const { audience, scopes } = facts;
  const graph = graphOf(connection.settings.cloud);
  const isForGraph = audience === null || [graphAppId, graph, `${graph}/`].includes(audience);
  const mayCreate = scopes === null || /(?:^|\s)Chat\.(?:Create|ReadWrite)(?:\s|$)/.test(scopes);
  return [
    ...(hasExpired(facts) ? ["It has expired: paste a new one, or sign in."] : []),
    ...(isForGraph ? [] : [`It is not for ${graph}: get one that is, or choose its cloud.`]),
    ...(mayCreate ? [] : ["It lacks Chat.Create or Chat.ReadWrite: consent to one, then get a new token."]),
  ].map((message) => ({ severity: "warning", message }));
}
