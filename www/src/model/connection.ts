/** Where chats are created and in whose name: chosen once, for all views. */
import { ChatError, type ClientOptions } from "msgraph-chats";
import { useState } from "react";
import { usualToken } from "./local-graph.ts";
import type { Permission } from "./permissions.ts";
import type { Settings } from "./settings.ts";
import { signInWords } from "./sign-in-words.ts";

/** Somebody who signed in to a real tenant. */
export interface Session {
  /** userPrincipalName. */
  user: string;
  tenantId: string;
  /** Null where the library that signed in renews tokens by itself. */
  expiresAtMs: number;
  /** A token with these permissions, which the person is asked for where they are missing; with claims after a challenge. */
  token: (permissions: readonly Permission[], claims?: string) => Promise<string>;
  signOut: () => Promise<void>;
}

export interface Connection {
  settings: Settings;
  /** That of the destination in the settings; the pasted one of a real tenant. */
  token: string;
  session: Session | null;
  changeSettings: (change: Partial<Settings>) => void;
  changeToken: (token: string) => void;
  changeSession: (session: Session | null) => void;
  /** The same with other settings, those that a run has begun with, and the token of their destination. */
  with: (settings: Settings) => Connection;
}

export function useConnection(initial: Settings): Connection {
  const [settings, setSettings] = useState<Settings>(initial);
  // Apart, so that a real token never goes to the local Graph, nor the other way round.
  const [tokens, setTokens] = useState({ local: usualToken.token, graph: "" });
  const [session, setSession] = useState<Session | null>(null);
  const connectionOf = (settings: Settings): Connection => ({
    settings,
    token: tokens[settings.destination],
    session: settings.destination === "graph" ? session : null,
    changeSettings: (change) => setSettings((settings) => ({ ...settings, ...change })),
    changeToken: (token) => setTokens((tokens) => ({ ...tokens, [settings.destination]: token })),
    changeSession: setSession,
    with: connectionOf,
  });
  return connectionOf(settings);
}

export const hasToken = ({ token, session }: Connection) => session !== null || bareToken(token) !== "";

/**
 * What the client is given, once the permissions are there: a person may take longer to consent than an attempt may last.
 * A pasted token is trimmed, and the word before it left out.
 */
export async function authFor(
  { token, session }: Connection,
  permissions: readonly Permission[],
): Promise<ClientOptions["auth"]> {
  if (session === null) return bareToken(token);
  try {
    await session.token(permissions);
  } catch (error) {
    throw new ChatError({ kind: "auth", outcome: "notCreated", message: signInWords(error) });
  }
  return ({ claims }) => session.token(permissions, claims);
}

export const bareToken = (text: string) => text.trim().replace(/^(?:Authorization:\s*)?Bearer\s+/i, "");
