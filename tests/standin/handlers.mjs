/** What each route does once a request got past its token and the throttling: one handler per route of routes.mjs. */
import { refusal } from "./answers.mjs";
import { answerBatch, checkBatch } from "./batch.mjs";
import { hostOfCloud } from "./bind-url.mjs";
import { checkBody, usersOf } from "./check-body.mjs";
import { listPage } from "./list-chats.mjs";

const appIdOf = (app) => app["teamsApp@odata.bind"].split("/").at(-1);
const unknownMembersPreference = "include-unknown-enum-members";

/**
 * `refuse(entry, refusal)` words an error answer, `answerInner(request)` answers one request of a batch, `traceOf`
 * gives the ids and the date of an error.
 */
export function createHandlers({ settings, directory, chats, operations, refuse, answerInner, traceOf }) {
  /** A resource or a list with its context, which names the root as Graph knows itself. */
  const resource = (entry, context, value, { status = 200, headers = {} } = {}) => {
    const root = `https://${hostOfCloud[settings.cloud]}/${entry.version}`;
    return { status, headers, body: { "@odata.context": `${root}/$metadata#${context}`, ...value } };
  };

  const inChat = (chatId, rest) => `chats('${encodeURIComponent(chatId)}')/${rest}`;

  function refusedBody({ body, version, headers }, caller) {
    const isJson = /^application\/json\b/i.test(headers["content-type"] ?? "");
    return body === undefined || !isJson
      ? refusal("notJson")
      : checkBody(body, { version, cloud: settings.cloud, caller, directory });
  }

  return {
    createChat(entry, { caller }) {
      const { body } = entry;
      const refused = refusedBody(entry, caller);
      if (refused) {
        return refuse(entry, refused);
      }
      const { chat, existed } = chats.create(body, usersOf(body, { cloud: settings.cloud }));
      entry.created = existed ? null : chat.id;
      entry.existed = existed ? chat.id : null;
      if (body.installedApps?.length) {
        const operation = operations.start(chat, body.installedApps.map(appIdOf));
        return { status: 202, headers: { Location: operations.location(operation) }, body: "" };
      }
      const status = existed ? settings.existingStatus : 201;
      return resource(entry, "chats/$entity", chats.resource(chat), { status });
    },

    listChats(entry, { caller }) {
      const { refused, page } = listPage(chats.of(caller), entry, chats);
      return refused ? refuse(entry, refused) : resource(entry, "chats", page);
    },

    getChat(entry, { keys: [chatId] }) {
      const chat = chats.find(chatId);
      return chat
        ? resource(entry, "chats/$entity", chats.resource(chat))
        : refuse(entry, refusal("chatNotFound"));
    },

    listMembers(entry, { keys: [chatId] }) {
      const chat = chats.find(chatId);
      if (!chat) {
        return refuse(entry, refusal("chatNotFound"));
      }
      const value = chats.memberResources(chat);
      return resource(entry, inChat(chatId, "members"), { "@odata.count": value.length, value });
    },

    getOperation(entry, { keys: [chatId, operationId] }) {
      const operation = operations.find(chatId, operationId);
      if (!operation) {
        return refuse(entry, refusal("chatNotFound"));
      }
      const preferences = (entry.headers.prefer ?? "").toLowerCase();
      const includeUnknownMembers = preferences.includes(unknownMembersPreference);
      const headers = includeUnknownMembers ? { "Preference-Applied": unknownMembersPreference } : {};
      const value = operations.poll(operation, { includeUnknownMembers });
      return resource(entry, inChat(chatId, "operations/$entity"), value, { headers });
    },

    batch(entry) {
      const refused = entry.body === undefined ? refusal("batchInvalid") : checkBatch(entry.body);
      if (refused) {
        return refuse(entry, refused);
      }
      entry.inner = [];
      return answerBatch(entry, {
        answerInner: (request) => answerInner(request, entry.inner),
        trace: traceOf(entry),
        shuffleSeed: settings.shuffleBatch,
      });
    },
  };
}
