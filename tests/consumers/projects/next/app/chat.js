"use client";

import { buildChat, ChatError, ChatsClient, validateChat } from "msgraph-chats";
import { useEffect } from "react";
import { scenario } from "../scenario.mjs";

export function Chat() {
  useEffect(() => {
    const graphUrl = new URLSearchParams(location.search).get("graph");
    globalThis.outcome = scenario({ buildChat, ChatError, ChatsClient, validateChat }, graphUrl);
  }, []);
  return null;
}
