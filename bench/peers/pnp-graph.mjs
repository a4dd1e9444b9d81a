// @pnp/graph: it knows no chats, so the generic way of its documentation is taken. It repeats by itself, twice.

import { GraphBrowser, GraphQueryable, graphfi, graphPost } from "@pnp/graph";
import { BearerToken, body } from "@pnp/queryable";
import { inTurn } from "../many.mjs";
import { bodyOf } from "./hand-written.mjs";

export function connect({ baseUrl, token }) {
  const root = `${baseUrl}/v1.0`;
  // Its requests have credentials "same-origin", which Node knows too.
  const graph = graphfi(root).using(GraphBrowser({ baseUrl: root }), BearerToken(token));
  const createChat = (request) => graphPost(graph.create(GraphQueryable, "chats"), body(bodyOf(request)));
  return { createChat, createMany: (requests) => inTurn(requests, createChat) };
}
