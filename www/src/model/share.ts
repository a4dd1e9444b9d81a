/**
 * What the page's address carries behind the `#`: the view, the request, where it goes and the switches of the local
 * Graph. Never a token: nothing of it is read, and what looks like one in the text is left out.
 */
import { type Faults, faultsFrom, noFaults } from "./faults.ts";
import { apiVersions, clouds, initialSettings, localGraphUrl, type Settings } from "./settings.ts";

export interface Shared {
  view: (typeof viewIds)[number];
  mode: "form" | "json";
  /** The request in short form, as JSON; or the text of the editor. */
  text: string;
  settings: Settings;
  faults: Faults;
  /** It was to bring something that cannot be read. */
  isDamaged?: boolean;
}

export const viewIds = ["one-chat", "mistakes", "many-chats"] as const;

const likeToken = /eyJ[\w-]{8,}\.[\w-]+\.?[\w-]*/g;

export function fragmentOf({ view, mode, text, settings, faults }: Shared): string {
  const changed = (value: object, usual: object) =>
    Object.fromEntries(
      Object.entries(value).filter(([name, one]) => (usual as Record<string, unknown>)[name] !== one),
    );
  const content = {
    ...(mode === "json" && { mode }),
    ...(text !== "" && { text: text.replace(likeToken, "") }),
    ...changed(settings, initialSettings),
    ...changed(faults, noFaults),
  };
  return `#/${view}${Object.keys(content).length === 0 ? "" : `?s=${encoded(JSON.stringify(content))}`}`;
}

/** What cannot be read is as at first. */
export function sharedFrom(fragment: string): Shared {
  const [, view = "", state = ""] = /^#\/([\w-]+)(?:\?s=(.*))?$/.exec(fragment) ?? [];
  const read = decoded(state);
  const given = read ?? {};
  const text = typeof given.text === "string" ? given.text : "";
  return {
    view: viewIds.find((id) => id === view) ?? viewIds[0],
    mode: given.mode === "json" ? "json" : "form",
    text,
    settings: settingsFrom(given),
    faults: faultsFrom(given),
    isDamaged: fragment.includes("?") && read === null,
  };
}

function settingsFrom(given: Record<string, unknown>): Settings {
  const texts = (["caller", "clientId", "tenant"] as const).flatMap((name) =>
    typeof given[name] === "string" ? [[name, given[name]]] : [],
  );
  return {
    ...initialSettings,
    ...Object.fromEntries(texts),
    cloud: clouds.find(({ cloud }) => cloud === given.cloud)?.cloud ?? initialSettings.cloud,
    apiVersion: apiVersions.find((version) => version === given.apiVersion) ?? initialSettings.apiVersion,
    destination: given.destination === "graph" || localGraphUrl === null ? "graph" : "local",
  };
}

function encoded(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function decoded(text: string): Record<string, unknown> | null {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" ? (value as Record<string, unknown> | null) : null;
  } catch {
    return null;
  }
}
