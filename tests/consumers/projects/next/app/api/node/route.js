import { buildChat, ChatError, ChatsClient, validateChat } from "msgraph-chats";
import { scenario } from "../../../scenario.mjs";

export const dynamic = "force-dynamic";
export const runtime = "nodejs";

export async function GET(request) {
  const graphUrl = new URL(request.url).searchParams.get("graph");
  return Response.json(await scenario({ buildChat, ChatError, ChatsClient, validateChat }, graphUrl));
}
