/** The chats that exist, and how Graph shows them. */
import { isoTime } from "./clock.mjs";
import { displayNameOf, emailOf, idOf } from "./directory.mjs";
import { hex32 } from "./ids.mjs";

const memberType = "#microsoft.graph.aadUserConversationMember";

/** Graph's own stand-in for "all of the history". */
const wholeHistory = "0001-01-01T00:00:00Z";

/** A key in parentheses is quoted, its own quotes doubled; a colon and an at sign stay as in Graph's examples. */
export const quotedKey = (id) => `('${id.replaceAll("'", "''")}')`;

export function createChatStore({ settings, clock }) {
  const chats = [];
  const oneOnOnes = new Map();

  const storedMember = (member, user) => ({
    user,
    userId: idOf(user),
    roles: member.roles,
    tenantId: member.tenantId?.trim() || settings.tenantId,
    visibleHistoryStartDateTime: member.visibleHistoryStartDateTime ?? wholeHistory,
  });

  function add(body, users, id) {
    const created = isoTime(clock.nowMs());
    const kept = body.members.slice(0, settings.maxMembersKept ?? undefined);
    const chat = {
      id,
      topic: body.chatType === "group" ? (body.topic ?? null) : null,
      createdDateTime: created,
      lastUpdatedDateTime: created,
      chatType: body.chatType,
      members: kept.map((member, index) => storedMember(member, users[index])),
      listedAtMs: clock.nowMs() + settings.listDelayMs,
      messages: [],
    };
    chats.push(chat);
    return chat;
  }

  return {
    /** In order of creation. */
    chats,

    /** Makes the chat of a checked body. A pair of users has one one-on-one chat only; a group is always new. */
    create(body, users) {
      if (body.chatType === "group")
        return { chat: add(body, users, `19:${hex32("group", chats.length)}@thread.v2`), existed: false };
      const pair = users.map(idOf).sort();
      const existing = oneOnOnes.get(pair.join());
      if (existing) return { chat: existing, existed: true };
      const chat = add(body, users, `19:${pair.join("_")}@unq.gbl.spaces`);
      oneOnOnes.set(pair.join(), chat);
      return { chat, existed: false };
    },

    find: (id) => chats.find((chat) => chat.id === id) ?? null,

    /** What is listed of the chats that a caller takes part in, by latest message; all where the token names nobody. */
    of(caller) {
      const names = [caller?.oid, caller?.upn].filter(Boolean).map(idOf);
      const latest = ({ createdDateTime, messages }) => messages.at(-1)?.createdDateTime ?? createdDateTime;
      return chats
        .filter(({ listedAtMs }) => listedAtMs <= clock.nowMs())
        .filter(({ members }) => names.length === 0 || members.some(({ userId }) => names.includes(userId)))
        .reverse()
        .sort((one, other) => latest(other).localeCompare(latest(one)));
    },

    /** Whether somebody is in a chat. */
    has: (chat, user) => chat.members.some(({ userId }) => userId === idOf(user)),

    /** Adds a checked member and gives its resource. */
    addMember(chat, member, user) {
      chat.members.push(storedMember(member, user));
      return this.memberResources(chat).at(-1);
    },

    /** Adds a message, which moves the chat to the top of lists. */
    addMessage(chat, { body, ...rest }, caller) {
      const created = isoTime(clock.nowMs());
      const message = {
        ...rest,
        id: String(clock.nowMs() + chat.messages.length),
        chatId: chat.id,
        messageType: "message",
        createdDateTime: created,
        lastModifiedDateTime: created,
        from: { user: { id: caller?.oid ?? null, userIdentityType: "aadUser" } },
        body: { contentType: "text", ...body },
      };
      chat.messages.push(message);
      return message;
    },

    /** The chat resource. */
    resource: (chat) => ({
      id: chat.id,
      topic: chat.topic,
      createdDateTime: chat.createdDateTime,
      lastUpdatedDateTime: chat.lastUpdatedDateTime,
      chatType: chat.chatType,
      webUrl: `https://teams.microsoft.com/l/chat/${chat.id.replace(":", "%3A")}/0?tenantId=${settings.tenantId}`,
      tenantId: settings.tenantId,
    }),

    /** The members of a chat as resources. */
    memberResources: (chat) =>
      chat.members.map((member) => ({
        "@odata.type": memberType,
        id: Buffer.from(`${settings.tenantId}##${chat.id}##${member.userId}`).toString("base64"),
        roles: member.roles,
        displayName: displayNameOf(member.user),
        visibleHistoryStartDateTime: member.visibleHistoryStartDateTime,
        userId: member.userId,
        email: emailOf(member.user),
        tenantId: member.tenantId,
      })),

    /** How many chats there are of each kind, topic and set of users: what a test of duplicates counts. */
    summary() {
      const groups = new Map();
      for (const { chatType, topic, members } of chats) {
        const row = { chatType, topic, members: members.map(({ userId }) => userId).sort() };
        const key = JSON.stringify(row);
        groups.set(key, { ...row, count: (groups.get(key)?.count ?? 0) + 1 });
      }
      return { count: chats.length, groups: [...groups.values()] };
    },

    reset() {
      chats.length = 0;
      oneOnOnes.clear();
    },
  };
}
