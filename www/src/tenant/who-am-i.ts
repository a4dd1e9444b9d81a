/** The signed-in user, as Graph says it; where it may not be asked, as the token does. */
import { baseUrlOf, type Settings } from "../model/settings.ts";
import { graphOf } from "./cloud-hosts.ts";
import { factsOf } from "./token-facts.ts";

/** Null where nobody can tell. */
export async function whoAmI(settings: Settings, token: string): Promise<string | null> {
  const root = baseUrlOf(settings).baseUrl ?? graphOf(settings.cloud);
  try {
    const response = await fetch(`${root}/${settings.apiVersion}/me?$select=id,userPrincipalName`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    const { userPrincipalName, id } = (await response.json()) as Record<string, unknown>;
    const name = userPrincipalName ?? id;
    if (response.ok && typeof name === "string") return name;
  } catch {
    // Without an answer the token may still tell.
  }
  return factsOf(token)?.user ?? null;
}
