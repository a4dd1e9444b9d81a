// The entry of the projects that have none of their own.

import { buildChat, ChatError, ChatsClient, validateChat } from "msgraph-chats";
import { leave, scenario } from "../scenario.mjs";

leave((graphUrl) => scenario({ buildChat, ChatError, ChatsClient, validateChat }, graphUrl));
