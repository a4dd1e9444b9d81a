// The smallest program that makes a oneOnOne chat: fetch by hand.

import { bodyOf } from "./body.mjs";

export async function createChat(token, users) {
  const response = await fetch("https://graph.microsoft.com/v1.0/chats", {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify(bodyOf(users)),
  });
  if (!response.ok) throw new Error(`Graph answered ${response.status}.`);
  return response.json();
}
