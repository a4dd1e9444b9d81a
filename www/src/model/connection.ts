/** Where chats are created and in whose name: chosen once, for all views. */
import { useState } from "preact/hooks";
import { usualToken } from "./local-graph.ts";
import { initialSettings, type Settings } from "./settings.ts";

export interface Connection {
  settings: Settings;
  /** That of the destination in the settings. */
  token: string;
  changeSettings: (change: Partial<Settings>) => void;
  changeToken: (token: string) => void;
  /** The same with other settings, those that a run has begun with, and the token of their destination. */
  with: (settings: Settings) => Connection;
}

export function useConnection(): Connection {
  const [settings, setSettings] = useState<Settings>(initialSettings);
  // Apart, so that a real token never goes to the local Graph, nor the other way round.
  const [tokens, setTokens] = useState({ local: usualToken.token, graph: "" });
  const connectionOf = (settings: Settings): Connection => ({
    settings,
    token: tokens[settings.destination],
    changeSettings: (change) => setSettings((settings) => ({ ...settings, ...change })),
    changeToken: (token) => setTokens((tokens) => ({ ...tokens, [settings.destination]: token })),
    with: connectionOf,
  });
  return connectionOf(settings);
}
