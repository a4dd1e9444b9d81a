// The smallest program that makes a oneOnOne chat: msgraph-chats.

import { ChatsClient } from "msgraph-chats";

export const createChat = (auth, members) =>
  new ChatsClient({ auth }).createChat({ chatType: "oneOnOne", members });
