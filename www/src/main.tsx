/** Starts the page, or says why it cannot. */
import { ChatError, validateChat } from "msgraph-chats";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import "./styles/index.css";

const root = createRoot(document.getElementById("page") ?? document.body);
try {
  // The first call starts the package's WebAssembly.
  validateChat({});
  root.render(<App />);
} catch (error) {
  if (!(error instanceof ChatError)) throw error;
  root.render(<p role="alert">This page cannot work here. {error.message}</p>);
}
