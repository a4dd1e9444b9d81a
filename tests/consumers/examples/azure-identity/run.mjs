// Runs the example with a credential that asks no one: `node run.mjs GRAPH_URL`.

import { createChat } from "./dist/create-chat.js";

const asked = [];
const credential = {
  async getToken(scopes, options) {
    asked.push({ scopes, hasSignal: options?.abortSignal !== undefined });
    return { token: "a-token", expiresOnTimestamp: Date.now() + 3_600_000 };
  },
};
const created = await createChat(credential, process.argv[2]);
console.log(JSON.stringify({ asked, status: created.status, topic: created.chat?.topic }));
