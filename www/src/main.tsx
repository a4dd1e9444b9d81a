/** Starts the page, or says why it cannot. */
import { ChatError, validateChat } from "msgraph-chats";
import { render } from "preact";
import { App } from "./app.tsx";
import "./styles/index.css";

const page = document.getElementById("page") ?? document.body;
page.replaceChildren();
try {
  // The first call starts the package's WebAssembly.
  validateChat({});
  render(<App />, page);
} catch (error) {
  if (!(error instanceof ChatError)) throw error;
  render(<p role="alert">This page cannot work here. {error.message}</p>, page);
}
