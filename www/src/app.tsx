/** The frame of the page: its title, and the views to choose from. */
import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import { ManyChats } from "./many-chats/many-chats.tsx";
import { type Connection, useConnection } from "./model/connection.ts";
import { OneChat } from "./one-chat/one-chat.tsx";
import { LogoIcon } from "./ui/icons.tsx";

interface View {
  id: string;
  title: string;
  Content: ComponentType<{ connection: Connection }>;
}

/** Another view is one more line. */
const views: [View, ...View[]] = [
  { id: "one-chat", title: "One chat", Content: OneChat },
  { id: "many-chats", title: "Many chats", Content: ManyChats },
];

export function App() {
  const [chosen, setChosen] = useState(views[0].id);
  const [opened, setOpened] = useState<readonly string[]>([chosen]);
  const connection = useConnection();

  function choose(id: string) {
    setChosen(id);
    if (!opened.includes(id)) setOpened([...opened, id]);
  }

  return (
    <>
      <header class="page-header">
        <LogoIcon />
        <div>
          <h1>Create a chat</h1>
          <p>
            Microsoft Graph’s <em>Create chat</em>, checked as you type and sent when it is right, by{" "}
            <code>msgraph-chats</code>.
          </p>
        </div>
        <nav class="views" aria-label="Views">
          {views.map(({ id, title }) => (
            <button
              key={id}
              type="button"
              class="segment"
              aria-current={id === chosen ? "page" : undefined}
              onClick={() => choose(id)}
            >
              {title}
            </button>
          ))}
        </nav>
      </header>
      <main>
        {views
          .filter(({ id }) => opened.includes(id))
          .map(({ id, Content }) => (
            // Hidden, not removed: nothing that was typed is lost by looking at another view.
            <div key={id} hidden={id !== chosen}>
              <Content connection={connection} />
            </div>
          ))}
      </main>
    </>
  );
}
