/**
 * The local Graph without its HTTP: takes a request as data, gives an answer as data.
 * Every request, single or inside a batch, goes through `answer`: fault, path, token, throttling, work.
 */
import { errorBody, refusal } from "./answers.mjs";
import { answerBatch, checkBatch } from "./batch.mjs";
import { createChatStore } from "./chats.mjs";
import { checkBody, usersOf } from "./check-body.mjs";
import { createClock, errorTime } from "./clock.mjs";
import { preflight } from "./cors.mjs";
import { createDirectory } from "./directory.mjs";
import { createFaults, faultAnswer, withHeaders } from "./faults.mjs";
import { guidOf } from "./ids.mjs";
import { listPage } from "./list-chats.mjs";
import { createLog } from "./log.mjs";
import { createOperationStore } from "./operations.mjs";
import { findRoute, splitUrl } from "./routes.mjs";
import { createSettings } from "./settings.mjs";
import { createThrottle } from "./throttle.mjs";
import { readToken } from "./tokens.mjs";

const appIdOf = (app) => app["teamsApp@odata.bind"].split("/").at(-1);

export function createGraph({ now, ...options } = {}) {
  const { values: settings, configure, reset: resetSettings } = createSettings(options);
  const clock = createClock(now);
  const directory = createDirectory(settings);
  const chats = createChatStore({ settings, directory, clock });
  const operations = createOperationStore({ settings, clock });
  const throttle = createThrottle({ settings, clock });
  const faults = createFaults();
  const log = createLog();

  const traceOf = (entry) => ({
    date: errorTime(clock.nowMs()),
    requestId: entry.requestId,
    clientRequestId: entry.headers["client-request-id"] ?? entry.requestId,
  });

  const refuse = (entry, refused, headers) => ({
    status: refused.status,
    headers: withHeaders(refused.headers, headers),
    body: errorBody(refused, traceOf(entry)),
  });

  /** A resource or a list with its context, which names the root as Graph knows itself. */
  const resource = (entry, context, value, { status = 200, headers = {} } = {}) => ({
    status,
    headers,
    body: { "@odata.context": `https://graph.microsoft.com/${entry.version}/$metadata#${context}`, ...value },
  });

  const work = {
    createChat(entry, { caller }) {
      const { body, version } = entry;
      const isJson = /^application\/json\b/i.test(entry.headers["content-type"] ?? "");
      const { cloud } = settings;
      const refused =
        body === undefined || !isJson
          ? refusal("notJson")
          : checkBody(body, { version, cloud, caller, directory });
      if (refused) {
        return refuse(entry, refused);
      }
      const { chat, existed } = chats.create(body, usersOf(body, { cloud }));
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
      const context = `chats('${encodeURIComponent(chatId)}')/members`;
      return resource(entry, context, { "@odata.count": value.length, value });
    },

    getOperation(entry, { keys: [chatId, operationId] }) {
      const operation = operations.find(chatId, operationId);
      if (!operation) {
        return refuse(entry, refusal("chatNotFound"));
      }
      const preference = "include-unknown-enum-members";
      const includeUnknownMembers = (entry.headers.prefer ?? "").toLowerCase().includes(preference);
      const headers = includeUnknownMembers ? { "Preference-Applied": preference } : {};
      const context = `chats('${encodeURIComponent(chatId)}')/operations/$entity`;
      return resource(entry, context, operations.poll(operation, { includeUnknownMembers }), { headers });
    },

    batch(entry) {
      const refused = entry.body === undefined ? refusal("batchInvalid") : checkBatch(entry.body);
      if (refused) {
        return refuse(entry, refused);
      }
      entry.inner = [];
      const answerInner = (inner) => {
        const innerLogged = prepared(inner);
        entry.inner.push(innerLogged);
        return answered(innerLogged);
      };
      return answerBatch(entry, { answerInner, trace: traceOf(entry), shuffleSeed: settings.shuffleBatch });
    },
  };

  function normalAnswer(entry) {
    const route =
      entry.version === null ? { refused: "pathNotSupported" } : findRoute(entry.method, entry.path);
    entry.route = route.name ?? null;
    const token = readToken(entry.headers, route.need ?? null, {
      cloud: settings.cloud,
      nowMs: clock.nowMs(),
    });
    if (token.refused) {
      return refuse(entry, token.refused);
    }
    if (entry.bodyText.length > settings.maxBodyBytes) {
      return refuse(entry, refusal("tooLarge"));
    }
    if (entry.batch !== undefined && /^\/(v1\.0|beta)(\/|$)/.test(entry.path)) {
      return refuse(entry, refusal("batchVersionInUrl", { version: entry.path.split("/")[1] }));
    }
    if (route.refused) {
      return refuse(entry, refusal(route.refused));
    }
    const retryAfter = route.name === "batch" ? null : throttle.take();
    if (retryAfter !== null) {
      return refuse(entry, refusal("tooManyRequests"), { "Retry-After": String(retryAfter) });
    }
    return work[route.name](entry, { caller: token.caller, keys: route.keys });
  }

  /** The answer with the fault that the request is due for, if any. */
  async function answer(entry) {
    const fault = faults.take(entry);
    if (!fault) {
      return normalAnswer(entry);
    }
    entry.fault = fault;
    if (!fault.after) {
      await faults.wait(fault);
    }
    if (fault.cut === "beforeAnswer") {
      return { cut: "beforeAnswer" };
    }
    if (fault.replaces && !fault.after && !fault.cut) {
      return faultAnswer(fault, null, traceOf(entry));
    }
    const normal = await normalAnswer(entry);
    if (fault.after) {
      await faults.wait(fault);
    }
    if (fault.cut === "afterCreate" || fault.drop) {
      return { cut: fault.cut, drop: fault.drop };
    }
    const final = fault.replaces
      ? faultAnswer(fault, normal, traceOf(entry))
      : { ...normal, headers: withHeaders(normal.headers, fault.headers) };
    return fault.cut ? { ...final, cut: fault.cut } : final;
  }

  async function answered(entry) {
    const final = await answer(entry);
    entry.answered = final;
    return final;
  }

  let count = 0;

  /** What the log keeps of a request: path and version apart, the body parsed where it is JSON. */
  function prepared({ url, bodyText, ...request }) {
    count += 1;
    let body = request.body;
    if (request.batch === undefined) {
      try {
        body = JSON.parse(bodyText);
      } catch {
        body = undefined;
      }
    }
    return {
      ...request,
      ...splitUrl(url),
      url,
      atMs: clock.nowMs(),
      requestId: guidOf("request", count),
      bodyText,
      body,
      answered: null,
      created: null,
      existed: null,
    };
  }

  return {
    settings,
    clock,
    log,
    faults,
    chats,
    operations,
    throttle,

    /** Answers one HTTP request: `{ method, url, headers, bodyText }`, header names in lower case. */
    async handle(request) {
      const entry = log.add(prepared(request));
      const allowed = entry.method === "OPTIONS" ? preflight(settings.cors, entry.headers) : null;
      if (allowed) {
        entry.answered = allowed;
        return { entry, answer: allowed };
      }
      return { entry, answer: await answered(entry) };
    },

    configure(changes) {
      configure(changes);
      if (Object.hasOwn(changes, "throttle")) {
        throttle.reset();
      }
    },

    /** As at the start: no chats, no log, no faults, the options given then. */
    reset() {
      count = 0;
      resetSettings();
      for (const part of [clock, chats, operations, throttle, faults, log]) {
        part.reset();
      }
    },
  };
}
