/** The page's head: its name, the views, where chats are made, and how the page looks. */
import { Badge, Select } from "@fluentui/react-components";
import { bareToken, type Connection } from "../model/connection.ts";
import { factsOf } from "../tenant/token-facts.ts";
import { Tabs } from "../ui/tabs.tsx";
import { CopyLink } from "./copy-link.tsx";
import { type ThemeChoice, themeTitles, type useTheme } from "./use-theme.ts";
import { type View, views } from "./views.ts";

interface HeaderProps {
  view: View["id"];
  onView: (id: View["id"]) => void;
  connection: Connection;
  theme: ReturnType<typeof useTheme>;
}

export function Header({ view, onView, connection, theme }: HeaderProps) {
  return (
    <header className="page-header">
      <img className="logo" src="./favicon.svg" alt="" width="28" height="28" />
      <h1>Create a chat</h1>
      <Tabs
        label="Views"
        className="views"
        selected={view}
        tabs={views.map(({ id, title }) => ({ value: id, title, id: `${id}-tab` }))}
        onSelect={onView}
      />
      <Where connection={connection} />
      <CopyLink />
      <Select
        size="small"
        aria-label="Theme"
        className="theme"
        value={theme.choice}
        onChange={(_, { value }) => theme.choose(value as ThemeChoice)}
      >
        {Object.entries(themeTitles).map(([choice, title]) => (
          <option key={choice} value={choice}>
            {title}
          </option>
        ))}
      </Select>
    </header>
  );
}

function Where({ connection: { settings, session, token } }: { connection: Connection }) {
  const tenant = session?.tenantId ?? factsOf(bareToken(token))?.tenantId ?? (settings.tenant || null);
  return settings.destination === "local" ? (
    <Badge appearance="tint" color="informative" className="where">
      Local Graph: no real chats
    </Badge>
  ) : (
    <Badge appearance="filled" color="danger" className="where">
      Real chats{tenant !== null && ` in tenant ${tenant}`}
    </Badge>
  );
}
