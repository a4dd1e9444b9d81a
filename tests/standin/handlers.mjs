/** What each route does once a request got past its token and the throttling: one handler per route of routes.mjs. */
import { refusal } from "./answers.mjs";
import { answerBatch, checkBatch } from "./batch.mjs";
import { hostOfCloud } from "./bind-url.mjs";
import { checkBody, checkMember, usersOf } from "./check-body.mjs";
import { displayNameOf, emailOf, idOf } from "./directory.mjs";
import { listPage, page } from "./list-chats.mjs";
import { createMemberLimit } from "./throttle.mjs";

const appIdOf = (app) => app["teamsApp@odata.bind"].split("/").at(-1);
/** Teams shows messages up to about this size; what Graph takes beyond it is not documented. */
const longestMessage = 28 * 1024;
const unknownMembersPreference = "include-unknown-enum-members";

/**
 * `refuse(entry, refusal)` words an error answer, `answerInner(request)` answers one request of a batch.
 */
export function createHandlers({ settings, clock, chats, operations, refuse, answerInner }) {
  const memberLimit = createMemberLimit({ settings, clock });

  /** A resource or a list with its context, which names the root as Graph knows itself. */
  const resource = (entry, context, value, { status = 200, headers = {} } = {}) => {
    const root = `https://${hostOfCloud[settings.cloud]}/${entry.version}`;
    return { status, headers, body: { "@odata.context": `${root}/$metadata#${context}`, ...value } };
  };

  const inChat = (chatId, rest) => `chats('${encodeURIComponent(chatId)}')/${rest}`;

  const isJson = ({ body, headers }) =>
    body !== undefined && /^application\/json\b/i.test(headers["content-type"] ?? "");

  function refusedBody(entry, caller) {
    const { body, version } = entry;
    return isJson(entry)
      ? checkBody(body, { version, cloud: settings.cloud, caller, unknownUsers: settings.unknownUsers })
      : refusal("notJson");
  }

  function listOf(entry, caller) {
    const listed = listPage(chats.of(caller), entry, { store: chats, settings });
    return listed.refused ? refuse(entry, listed.refused) : resource(entry, "chats", listed.page);
  }

  /** What refuses a new member, or null. */
  function refusedMember(entry, chat) {
    const { body, version } = entry;
    const read = isJson(entry)
      ? checkMember(body, { version, cloud: settings.cloud, unknownUsers: settings.unknownUsers })
      : { refused: refusal("notJson") };
    if (read.refused) return read;
    if (chat.chatType === "oneOnOne") return { refused: refusal("rosterFixed") };
    return chats.has(chat, read.user) ? { refused: refusal("memberExists") } : read;
  }

  return {
    createChat(entry, { caller }) {
      const { body } = entry;
      const refused = refusedBody(entry, caller);
      if (refused) return refuse(entry, refused);
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

    getMe(entry, { caller }) {
      const name = caller?.oid ?? caller?.upn ?? "adele@contoso.com";
      return resource(entry, "users/$entity", {
        displayName: displayNameOf(name),
        userPrincipalName: caller?.upn ?? emailOf(name),
        id: idOf(name),
      });
    },

    listChats(entry, { caller, isApplication }) {
      if (isApplication)
        return refuse(entry, refusal(entry.path.startsWith("/me/") ? "meNeedsUser" : "applicationOnly"));
      return listOf(entry, caller);
    },

    listUserChats(entry, { caller, keys: [user] }) {
      const own = [caller?.oid, caller?.upn].filter(Boolean).map(idOf);
      if (own.length > 0 && !own.includes(idOf(user))) return refuse(entry, refusal("otherUsersChats"));
      return listOf(entry, { oid: user });
    },

    getChat(entry, { keys: [chatId] }) {
      const chat = chats.find(chatId);
      return chat
        ? resource(entry, "chats/$entity", chats.resource(chat))
        : refuse(entry, refusal("chatNotFound"));
    },

    listMembers(entry, { keys: [chatId] }) {
      const chat = chats.find(chatId);
      if (!chat) return refuse(entry, refusal("chatNotFound"));
      const members = chats.memberResources(chat);
      const size = settings.membersPageSize ?? members.length;
      return resource(entry, inChat(chatId, "members"), page(members, Math.max(size, 1), entry, settings));
    },

    addMember(entry, { keys: [chatId] }) {
      const chat = chats.find(chatId);
      if (!chat) return refuse(entry, refusal("chatNotFound"));
      const retryAfter = memberLimit.take(chat);
      if (retryAfter !== null)
        return refuse(entry, refusal("tooManyRequests"), { "Retry-After": String(retryAfter) });
      const { refused, user } = refusedMember(entry, chat);
      if (refused) return refuse(entry, refused);
      const member = chats.addMember(chat, entry.body, user);
      entry.added = member.userId;
      const location = `/${inChat(chatId, `members/${member.id}`)}`;
      return { status: 201, headers: { Location: location }, body: "" };
    },

    sendMessage(entry, { caller, isApplication, keys: [chatId] }) {
      const chat = chats.find(chatId);
      const content = entry.body?.body?.content;
      if (isApplication) return refuse(entry, refusal("importOnly"));
      if (!chat) return refuse(entry, refusal("chatNotFound"));
      if (!isJson(entry) || typeof content !== "string" || content.trim() === "")
        return refuse(entry, refusal(isJson(entry) ? "messageInvalid" : "notJson"));
      if (Buffer.byteLength(content) > longestMessage) return refuse(entry, refusal("messageTooLarge"));
      const message = chats.addMessage(chat, entry.body, caller);
      entry.sent = message.id;
      return resource(entry, inChat(chatId, "messages/$entity"), message, { status: 201 });
    },

    getOperation(entry, { keys: [chatId, operationId] }) {
      const operation = operations.find(chatId, operationId);
      if (!operation) return refuse(entry, refusal("chatNotFound"));
      const preferences = (entry.headers.prefer ?? "").toLowerCase();
      const includeUnknownMembers = preferences.includes(unknownMembersPreference);
      const headers = includeUnknownMembers ? { "Preference-Applied": unknownMembersPreference } : {};
      const value = operations.poll(operation, { includeUnknownMembers });
      return resource(entry, inChat(chatId, "operations/$entity"), value, { headers });
    },

    batch(entry) {
      const refused = entry.body === undefined ? refusal("batchInvalid") : checkBatch(entry.body);
      if (refused) return refuse(entry, refused);
      entry.inner = [];
      return answerBatch(entry, (request) => answerInner(request, entry.inner));
    },
  };
}
