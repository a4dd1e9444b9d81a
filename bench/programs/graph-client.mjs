// The smallest program that makes a oneOnOne chat: @microsoft/microsoft-graph-client.

import { Client } from "@microsoft/microsoft-graph-client";
import { bodyOf } from "./body.mjs";

export const createChat = (token, users) =>
  Client.init({ authProvider: (done) => done(null, token) })
    .api("/chats")
    .post(bodyOf(users));
