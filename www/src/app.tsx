/** The frame of the page: its theme, its head, and the views to choose from. */
import { FluentProvider } from "@fluentui/react-components";
import { Suspense, useCallback, useEffect, useRef, useState } from "react";
import { Header } from "./frame/header.tsx";
import { type ThemeName, useTheme } from "./frame/use-theme.ts";
import { views } from "./frame/views.ts";
import { useConnection } from "./model/connection.ts";
import { fragmentOf, type Shared, sharedFrom } from "./model/share.ts";
import { joinTeams, type TeamsHost } from "./teams/teams.ts";
import { holdToCloud } from "./tenant/cloud-hosts.ts";
import { Icon } from "./ui/icons.tsx";

export function App() {
  const [shared] = useState(() => sharedFrom(location.hash));
  const [view, setView] = useState(shared.view);
  const [opened, setOpened] = useState<readonly string[]>([shared.view]);
  const [loaded, setLoaded] = useState<{ request: unknown } | null>(null);
  const connection = useConnection(shared.settings);
  const [host, setHost] = useState<TeamsHost | null>(null);
  const theme = useTheme(host?.theme ?? null);
  const { settings } = connection;

  const latest = useRef(shared);
  const share = useCallback((change: Partial<Shared>) => {
    latest.current = { ...latest.current, ...change };
    const fragment = fragmentOf(latest.current);
    if (fragment !== location.hash) history.replaceState(null, "", fragment);
  }, []);
  useEffect(() => share({ view, settings }), [share, view, settings]);

  const { destination, cloud } = settings;
  useEffect(() => {
    // A policy is never taken back: for another cloud the page begins anew, with what its address holds.
    if (destination === "graph" && !holdToCloud(cloud)) location.reload();
  }, [destination, cloud]);

  const { changeSettings } = connection;
  const fill = useRef(changeSettings);
  fill.current = changeSettings;
  useEffect(() => {
    const onTheme = (theme: ThemeName) => setHost((host) => host && { ...host, theme });
    void joinTeams(onTheme).then((host) => {
      setHost(host);
      if (host === null) return;
      const { user, tenantId } = host;
      fill.current({
        ...(user !== null && { caller: user }),
        ...(tenantId !== null && { tenant: tenantId }),
      });
    });
  }, []);

  function choose(id: Shared["view"]) {
    setView(id);
    if (!opened.includes(id)) setOpened([...opened, id]);
  }

  // Somebody changed the address by hand, or followed a link to this page.
  useEffect(() => {
    const follow = () => {
      if (location.hash !== fragmentOf(latest.current)) location.reload();
    };
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);

  if (theme.theme === null) return null;
  return (
    <FluentProvider theme={theme.theme} className={`app ${settings.destination} ${theme.name}`}>
      <Header view={view} onView={choose} connection={connection} theme={theme} />
      <main>
        {shared.isDamaged && (
          <p className="issue warning" role="alert">
            <Icon name="warning" />
            <span>
              The link was cut off or changed, so that nothing could be taken from it: copy it again as a
              whole.
            </span>
          </p>
        )}
        {views
          .filter(({ id }) => opened.includes(id))
          .map(({ id, Content }) => (
            // Hidden, not removed: nothing that was typed is lost by looking at another view.
            <div key={id} role="tabpanel" aria-labelledby={`${id}-tab`} hidden={id !== view}>
              <Suspense fallback={<p className="loading">Loading…</p>}>
                <Content
                  connection={connection}
                  shared={shared}
                  share={share}
                  loaded={loaded}
                  load={(request) => {
                    setLoaded({ request });
                    choose("one-chat");
                  }}
                />
              </Suspense>
            </div>
          ))}
      </main>
    </FluentProvider>
  );
}
