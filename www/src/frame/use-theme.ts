/** Which of Fluent's Teams themes is shown: the system's choice, the person's, or that of the host in Teams. */
import { type Theme, teamsLightTheme } from "@fluentui/react-components";
import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from "react";
import type { ThemeName } from "../teams/teams.ts";

export type { ThemeName };
export type ThemeChoice = ThemeName | "system";

export const themeTitles: Record<ThemeChoice, string> = {
  system: "As the system",
  light: "Light",
  dark: "Dark",
  contrast: "High contrast",
};

const themes: Partial<Record<ThemeName, Theme>> = { light: teamsLightTheme };
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
  const [shown, setShown] = useState<ThemeName | null>(name === "light" ? name : null);
  useEffect(() => {
    let isWanted = true;
    async function show() {
      if (themes[name] === undefined) Object.assign(themes, await import("./dark-themes.ts"));
      if (!isWanted) return;
      setShown(name);
    }
    void show();
    return () => {
      isWanted = false;
    };
  }, [name]);
  useLayoutEffect(() => {
    if (shown !== null) document.documentElement.dataset.theme = shown;
  }, [shown]);
  // Null for the moment until a theme is there: nothing is shown in the wrong one.
  return { name, theme: shown === null ? null : (themes[shown] ?? null), choice, choose };
}
