// The smallest program that makes a oneOnOne chat: @microsoft/teams.graph.

import { Client } from "@microsoft/teams.graph";
import { create } from "@microsoft/teams.graph-endpoints/chats";
import { bodyOf } from "./body.mjs";

export const createChat = (token, users) => new Client({ token }).call(create, bodyOf(users));
