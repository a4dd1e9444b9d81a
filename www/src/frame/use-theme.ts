/** Which of Fluent's Teams themes is shown: the system's choice, the person's, or that of the host in Teams. */
import { teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } from "@fluentui/react-components";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { ThemeName } from "../teams/teams.ts";

export type { ThemeName };
export type ThemeChoice = ThemeName | "system";

export const themeTitles: Record<ThemeChoice, string> = {
  system: "As the system",
  light: "Light",
  dark: "Dark",
  contrast: "High contrast",
};

const themes = { light: teamsLightTheme, dark: teamsDarkTheme, contrast: teamsHighContrastTheme };
const forced = matchMedia("(forced-colors: active)");
const dark = matchMedia("(prefers-color-scheme: dark)");

function subscribe(notify: () => void) {
  for (const query of [forced, dark]) query.addEventListener("change", notify);
  return () => {
    for (const query of [forced, dark]) query.removeEventListener("change", notify);
  };
}

const ofSystem = (): ThemeName => (forced.matches ? "contrast" : dark.matches ? "dark" : "light");

/** `ofHost` is the theme that Teams asks for; null outside of it. */
export function useTheme(ofHost: ThemeName | null) {
  const [choice, choose] = useState<ThemeChoice>("system");
  const system = useSyncExternalStore(subscribe, ofSystem);
  const name = choice === "system" ? (ofHost ?? system) : choice;
  useEffect(() => {
    document.documentElement.dataset.theme = name;
  }, [name]);
  return { name, theme: themes[name], choice, choose };
}
