/** The asynchronous operations that a 202 points at: one step further with each poll. */
import { quotedKey } from "./chats.mjs";
import { isoTime } from "./clock.mjs";
import { guidOf } from "./ids.mjs";

/** Values behind `unknownFutureValue` are shown only to those who ask for them. */
const futureOperationType = "createChat";

export function createOperationStore({ settings, clock }) {
  const operations = [];

  return {
    operations,

    /** The operation that installs the app in a chat that was just made. */
    start(chat, appIds) {
      const created = isoTime(clock.nowMs());
      const operation = {
        id: [1, 2, 3].map((part) => guidOf("operation", operations.length, part)).join("-"),
        chatId: chat.id,
        appIds,
        createdDateTime: created,
        lastActionDateTime: created,
        polls: 0,
        status: settings.operationStatuses[0],
      };
      operations.push(operation);
      return operation;
    },

    /** Relative and without a version, as Graph's page shows it. */
    location: ({ chatId, id }) => `/chats${quotedKey(chatId)}/operations${quotedKey(id)}`,

    find: (chatId, id) =>
      operations.find((operation) => operation.chatId === chatId && operation.id === id) ?? null,

    /** The resource as one poll sees it. */
    poll(operation, { includeUnknownMembers }) {
      const statuses = settings.operationStatuses;
      operation.status = statuses[Math.min(operation.polls, statuses.length - 1)];
      operation.polls += 1;
      operation.lastActionDateTime = isoTime(clock.nowMs());
      const { chatId, status } = operation;
      const ended = ["succeeded", "failed"].includes(status);
      return {
        id: operation.id,
        operationType: includeUnknownMembers ? futureOperationType : "unknownFutureValue",
        createdDateTime: operation.createdDateTime,
        status,
        lastActionDateTime: operation.lastActionDateTime,
        attemptsCount: 1,
        targetResourceId: ended ? chatId : null,
        targetResourceLocation: ended ? `/chats${quotedKey(chatId)}` : null,
        values: JSON.stringify({ appIds: operation.appIds }),
        error: status === "failed" ? settings.operationError : null,
      };
    },

    reset() {
      operations.length = 0;
    },
  };
}
