// A route that lets a ChatError through, as the framework answers it by itself and with what docs/in-a-server.md adds.

import express from "express";
import Fastify from "fastify";
import { ChatsClient } from "msgraph-chats";
import { answerFor } from "./answer.mjs";
import { onError } from "./on-error.mjs";

const client = new ChatsClient({ auth: "a-token", baseUrl: process.argv[2], maxAttempts: 1 });
const create = () =>
  client.createChat({ chatType: "oneOnOne", members: ["ada@contoso.com", "nobody@contoso.com"] });

function withExpress(isHandled) {
  const app = express();
  app.set("env", "test");
  app.post("/chats", async (_request, response) => {
    response.json(await create());
  });
  if (isHandled) {
    app.use(onError);
  }
  return new Promise((resolve) => {
    const server = app.listen(0, "127.0.0.1", () =>
      resolve({ url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }),
    );
  });
}

async function withFastify(isHandled) {
  const app = Fastify();
  app.post("/chats", create);
  if (isHandled) {
    app.setErrorHandler((error, _request, reply) => {
      const { status, body } = answerFor(error);
      return reply.code(status).send(body);
    });
  }
  return { url: await app.listen({ port: 0, host: "127.0.0.1" }), close: () => app.close() };
}

const outcome = {};
for (const [name, start] of Object.entries({ express: withExpress, fastify: withFastify })) {
  const statuses = [];
  for (const isHandled of [false, true]) {
    const { url, close } = await start(isHandled);
    const answer = await fetch(`${url}/chats`, { method: "POST" });
    statuses.push(answer.status);
    if (isHandled) outcome.body = await answer.json();
    await close();
  }
  outcome[name] = statuses;
}
console.log(JSON.stringify(outcome));
