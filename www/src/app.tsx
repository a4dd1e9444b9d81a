/** The frame of the page: its title, and the views to choose from. */
import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import { OneChat } from "./one-chat/one-chat.tsx";
import { LogoIcon } from "./ui/icons.tsx";

interface View {
  id: string;
  title: string;
  Content: ComponentType;
}

/** A second view is one more line; the choice appears by itself. */
const views: [View, ...View[]] = [{ id: "one-chat", title: "One chat", Content: OneChat }];

export function App() {
  const [chosen, choose] = useState(views[0].id);
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
        {views.length > 1 && (
          <nav aria-label="Views">
            {views.map(({ id, title }) => (
              <button
                key={id}
                type="button"
                class="quiet"
                aria-current={id === chosen ? "page" : undefined}
                onClick={() => choose(id)}
              >
                {title}
              </button>
            ))}
          </nav>
        )}
      </header>
      <main>
        {views.map(({ id, Content }) => (
          // Hidden, not removed: nothing that was typed is lost by looking at another view.
          <div key={id} hidden={id !== chosen}>
            <Content />
          </div>
        ))}
      </main>
    </>
  );
}
