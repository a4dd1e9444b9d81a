// The smallest program that makes a oneOnOne chat: @pnp/graph.

import { GraphBrowser, GraphQueryable, graphfi, graphPost } from "@pnp/graph";
import { BearerToken, body } from "@pnp/queryable";
import { bodyOf } from "./body.mjs";

export const createChat = (token, users) =>
  graphPost(
    graphfi().using(GraphBrowser(), BearerToken(token)).create(GraphQueryable, "chats"),
    body(bodyOf(users)),
  );
