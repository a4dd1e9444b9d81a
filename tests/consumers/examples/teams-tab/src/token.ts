// A tab gets a token for its own back end from Teams; the back end exchanges it for one for Graph (on behalf of the
// user), because its secret must not be in a page.

import { authentication } from "@microsoft/teams-js";
import type { TokenProvider } from "msgraph-chats";

export const token: TokenProvider = async ({ claims, signal }) => {
  const ownToken = await authentication.getAuthToken(claims ? { claims: [claims] } : {});
  const answer = await fetch("/api/graph-token", {
    method: "POST",
    headers: { Authorization: `Bearer ${ownToken}` },
    ...(signal && { signal }),
  });
  if (!answer.ok) throw new Error(`The tab's back end gave no token: ${answer.status}`);
  const { accessToken } = (await answer.json()) as { accessToken: string };
  return accessToken;
};
