/** The page as a tab in Teams: who the host is, what it says, and what it is asked to do. */

import { openChatsBy } from "../model/open-chat.ts";

export type ThemeName = "light" | "dark" | "contrast";

export interface TeamsHost {
  user: string | null;
  tenantId: string | null;
  theme: ThemeName;
}

let inTeams = false;

/** Whether a host has answered: then it signs in, too. */
export const isInTeams = () => inTeams;

const themes: Record<string, ThemeName> = { dark: "dark", contrast: "contrast" };
const themeOf = (name: string | undefined): ThemeName => themes[name ?? ""] ?? "light";

/**
 * Speaks to the host, where there is one: only in a frame. Null where nobody answers. Theme changes are followed, and
 * links to chats are opened by the host.
 */
export async function joinTeams(onTheme: (theme: ThemeName) => void): Promise<TeamsHost | null> {
  if (window.parent === window) return null;
  const { app } = await import("@microsoft/teams-js");
  try {
    await app.initialize();
  } catch {
    return null;
  }
  inTeams = true;
  const context = await app.getContext();
  app.registerOnThemeChangeHandler((theme) => onTheme(themeOf(theme)));
  openChatsBy((url) => void app.openLink(url));
  app.notifySuccess();
  return {
    user: context.user?.userPrincipalName ?? context.user?.id ?? null,
    tenantId: context.user?.tenant?.id ?? null,
    theme: themeOf(context.app.theme),
  };
}
