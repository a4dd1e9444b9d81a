// A route that lets a ChatError through, as the framework answers it by itself and with what docs/in-a-server.md adds.

import express from "express";
import Fastify from "fastify";
import { ChatError, ChatsClient } from "msgraph-chats";
import { onError as onExpressError } from "./on-express-error.mjs";
import { onError as onFastifyError } from "./on-fastify-error.mjs";

const client = new ChatsClient({ auth: "a-token", baseUrl: process.argv[2], maxAttempts: 1 });

/** What goes wrong, by the path of its route. */
const routes = {
  "/chats": () =>
    client.createChat({ chatType: "oneOnOne", members: ["ada@contoso.com", "nobody@contoso.com"] }),
  "/throttled": () => failing({ kind: "graph", status: 429, retryAfterMs: 1_500 }),
  "/busy": () => failing({ kind: "graph", status: 503 }),
  "/refused": () => failing({ kind: "graph", status: 401 }),
  "/no-token": () => failing({ kind: "auth" }),
};

async function failing(fields) {
  throw new ChatError({ message: "It failed.", ...fields });
}

function withExpress(isHandled) {
  const app = express();
  app.set("env", "test");
  app.use(express.json());
  for (const [path, fail] of Object.entries(routes)) {
    app.post(path, async (_request, response) => {
      response.json(await fail());
    });
  }
  if (isHandled) {
    app.use(onExpressError);
  }
  return new Promise((resolve) => {
    const server = app.listen(0, "127.0.0.1", () =>
      resolve({ url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }),
    );
  });
}

async function withFastify(isHandled) {
  const app = Fastify();
  for (const [path, fail] of Object.entries(routes)) app.post(path, fail);
  if (isHandled) {
    app.setErrorHandler(onFastifyError);
  }
  return { url: await app.listen({ port: 0, host: "127.0.0.1" }), close: () => app.close() };
}

const json = { "Content-Type": "application/json" };
const outcome = {};
for (const [name, start] of Object.entries({ express: withExpress, fastify: withFastify })) {
  for (const isHandled of [false, true]) {
    const { url, close } = await start(isHandled);
    const post = (path, body = "{}") => fetch(`${url}${path}`, { method: "POST", headers: json, body });
    const answers = {};
    for (const path of Object.keys(routes)) {
      const { status, headers } = await post(path);
      answers[path] = [status, headers.get("retry-after") ?? headers.get("www-authenticate")];
    }
    answers.unreadable = [(await post("/chats", "{bad json")).status, null];
    if (isHandled) outcome.body = await (await post("/chats")).json();
    outcome[isHandled ? `${name}, handled` : name] = answers;
    await close();
  }
}
console.log(JSON.stringify(outcome));
