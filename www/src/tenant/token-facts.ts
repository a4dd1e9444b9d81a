/** What a pasted token says of itself. Nothing is verified: it is shown, and Graph decides. */

export interface TokenFacts {
  /** userPrincipalName or object id; null for an application. */
  user: string | null;
  tenantId: string | null;
  expiresAtMs: number | null;
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
    const isApplication = claims.idtyp === "app" || (claims.scp === undefined && Array.isArray(claims.roles));
    return {
      user: isApplication ? null : (user ?? text(claims.oid)),
      tenantId: text(claims.tid),
      expiresAtMs: typeof claims.exp === "number" ? claims.exp * 1000 : null,
    };
  } catch {
    return null;
  }
}
