// @microsoft/msgraph-sdk-chats: objects of its model, its serializer, and a middleware that repeats what is throttled.

import { JsonSerializationWriter } from "@microsoft/kiota-serialization-json";
import { createGraphServiceClient, GraphRequestAdapter } from "@microsoft/msgraph-sdk";
import { serializeChat } from "@microsoft/msgraph-sdk/models/index.js";
import "@microsoft/msgraph-sdk-chats";
import { inTurn } from "../many.mjs";

/** The bind is in no model, so it is additional data. */
function modelOf({ chatType, topic, members }) {
  return {
    chatType,
    topic,
    members: members.map((user) => ({
      odataType: "#microsoft.graph.aadUserConversationMember",
      roles: ["owner"],
      additionalData: { "user@odata.bind": `https://graph.microsoft.com/v1.0/users('${user}')` },
    })),
  };
}

const decoder = new TextDecoder();

function textOf(model) {
  const writer = new JsonSerializationWriter();
  writer.writeObjectValue(undefined, model, serializeChat);
  return decoder.decode(writer.getSerializedContent());
}

export const bodies = { short: (request) => textOf(modelOf(request)), graph: textOf };

/** It does not read Graph's form: what it is given instead is the model, made beforehand. */
export const prepared = { graph: modelOf };

export function connect({ baseUrl, token }) {
  const authenticateRequest = async (request) => {
    request.headers.add("Authorization", `Bearer ${token}`);
  };
  const adapter = new GraphRequestAdapter({ authenticateRequest });
  adapter.baseUrl = `${baseUrl}/v1.0`;
  const client = createGraphServiceClient(adapter);
  const createChat = (request) => client.chats.post(modelOf(request));
  return { createChat, createMany: (requests) => inTurn(requests, createChat) };
}
