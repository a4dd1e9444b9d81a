/**
 * The local Graph without its HTTP: takes a request as data, gives an answer as data.
 * Every request, single or inside a batch, goes the same way: fault, path, token, throttling, work.
 */
import { errorBody, refusal } from "./answers.mjs";
import { createChatStore } from "./chats.mjs";
import { createClock, errorTime } from "./clock.mjs";
import { preflight } from "./cors.mjs";
import { createFaults, faultAnswer, withHeaders } from "./faults.mjs";
import { createHandlers } from "./handlers.mjs";
import { guidOf } from "./ids.mjs";
import { createLog } from "./log.mjs";
import { createOperationStore } from "./operations.mjs";
import { findRoute, splitUrl } from "./routes.mjs";
import { createSettings } from "./settings.mjs";
import { createThrottle } from "./throttle.mjs";
import { readToken } from "./tokens.mjs";

const versionInPath = /^\/(v1\.0|beta)(?:\/|$)/;

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function createGraph({ now, ...options } = {}) {
  const { values: settings, configure, reset: resetSettings } = createSettings(options);
  const clock = createClock(now);
  const chats = createChatStore({ settings, clock });
  const operations = createOperationStore({ settings, clock });
  const throttle = createThrottle({ settings, clock });
  const faults = createFaults();
  const log = createLog();
  let count = 0;

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

  /** What the log keeps of a request: path and version apart, the body parsed (undefined where it is not valid JSON). */
  function logged({ url, bodyText, ...request }) {
    count += 1;
    return {
      ...request,
      ...splitUrl(url),
      url,
      atMs: clock.nowMs(),
      requestId: guidOf("request", count),
      bodyText,
      body: parsed(bodyText),
      answered: null,
      created: null,
      existed: null,
    };
  }

  const handlers = createHandlers({
    ...{ settings, clock, chats, operations, refuse },
    answerInner(request, log) {
      const entry = logged(request);
      log.push(entry);
      return answered(entry);
    },
  });

  /** What refuses a request whatever its body says, or null. */
  function refusedBefore(entry, route, token) {
    if (token.refused) return token.refused;
    if (Buffer.byteLength(entry.bodyText) > settings.maxBodyBytes) return refusal("tooLarge");
    const [, version] = (entry.batch !== undefined && versionInPath.exec(entry.path)) || [];
    if (version) return refusal("batchVersionInUrl", { version });
    return route.refused ? refusal(route.refused) : null;
  }

  function normalAnswer(entry) {
    const { method, path, version, headers } = entry;
    const route = version === null ? { refused: "pathNotSupported" } : findRoute(method, path);
    entry.route = route.name ?? null;
    const token = readToken(headers, route.need ?? null, { cloud: settings.cloud, nowMs: clock.nowMs() });
    const refused = refusedBefore(entry, route, token);
    if (refused) return refuse(entry, refused);
    // The requests inside a batch count for the limit, the batch does not.
    const retryAfter = route.name === "batch" ? null : throttle.take();
    if (retryAfter !== null)
      return refuse(entry, refusal("tooManyRequests"), { "Retry-After": String(retryAfter) });
    const { caller, isApplication } = token;
    return handlers[route.name](entry, { caller, isApplication, keys: route.keys });
  }

  /** The answer when a fault is due: instead of the work, or after it. */
  async function faultyAnswer(entry, fault) {
    if (!fault.after) {
      await faults.wait(fault);
    }
    if (fault.cut === "beforeAnswer") return { cut: fault.cut };
    if (fault.cut === "midBodyUndone")
      return { cut: fault.cut, status: 201, headers: {}, body: { id: "19:nothing-was-done@thread.v2" } };
    const worksFirst = fault.after || fault.cut !== undefined || fault.drop || !fault.replaces;
    if (!worksFirst) return faultAnswer(fault, null, traceOf(entry));
    const normal = await normalAnswer(entry);
    if (fault.after) {
      await faults.wait(fault);
    }
    const final = fault.replaces
      ? faultAnswer(fault, normal, traceOf(entry))
      : { ...normal, headers: withHeaders(normal.headers, fault.headers) };
    return { ...final, ...(fault.cut && { cut: fault.cut }), ...(fault.drop && { drop: true }) };
  }

  async function answered(entry) {
    const fault = faults.take(entry);
    if (fault) entry.fault = fault;
    entry.answered = await (fault ? faultyAnswer(entry, fault) : normalAnswer(entry));
    return entry.answered;
  }

  return {
    settings,
    clock,
    log,
    faults,
    chats,
    operations,

    /** Answers one HTTP request: `{ method, url, headers, bodyText }`, header names in lower case. */
    async handle(request) {
      const entry = log.add(logged(request));
      const allowed = entry.method === "OPTIONS" ? preflight(entry.headers) : null;
      if (allowed) {
        entry.answered = allowed;
        return { entry, answer: allowed };
      }
      return { entry, answer: await answered(entry) };
    },

    configure(changes) {
      configure(changes);
      if (Object.hasOwn(changes, "throttle")) throttle.reset();
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
