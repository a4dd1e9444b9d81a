/** `$batch`: the documented limits, and the requests inside answered by the same logic as single ones. */
import { refusal } from "./answers.mjs";
import { sentHeaders } from "./faults.mjs";

const maxRequests = 20;
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const folded = (id) => id.toLowerCase();

const headerOf = (headers, name) =>
  Object.entries(headers ?? {}).find(([other]) => other.toLowerCase() === name)?.[1];

function checkRequest(request, seen) {
  const { id, method, url, body, headers } = isObject(request) ? request : {};
  const readable =
    typeof id === "string" &&
    id !== "" &&
    typeof method === "string" &&
    typeof url === "string" &&
    (headers === undefined || isObject(headers)) &&
    !/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url);
  if (!readable) return refusal("batchInvalid");
  if (seen.has(folded(id))) return refusal("batchIdNotUnique", { id });
  seen.add(folded(id));
  const contentType = headerOf(headers, "content-type");
  return body !== undefined && typeof contentType !== "string"
    ? refusal("batchContentTypeMissing", { id })
    : null;
}

/** What refuses the batch as a whole, or null. */
export function checkBatch(body) {
  const requests = body?.requests;
  if (!Array.isArray(requests) || requests.length === 0) return refusal("batchInvalid");
  if (requests.length > maxRequests) return refusal("batchTooLong");
  const seen = new Set();
  for (const request of requests) {
    const refused = checkRequest(request, seen);
    if (refused) return refused;
  }
  return null;
}

/** The inner request as the log and the routes know requests; the batch's own token counts for all of them. */
function innerEntry(outer, { id, method, url, headers, body }) {
  const own = Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const relative = url.startsWith("/") ? url : `/${url}`;
  return {
    batch: outer.number,
    id,
    method: method.toUpperCase(),
    url: `/${outer.version}${relative}`,
    headers: { ...own, authorization: outer.headers.authorization },
    bodyText: body === undefined ? "" : JSON.stringify(body),
  };
}

/** JSON stays JSON; any other body is base64, as documented. */
function innerBody({ body }) {
  if (body === "" || body === undefined) return {};
  return { body: typeof body === "string" ? Buffer.from(body).toString("base64") : body };
}

const innerResponse = (id, answer) => ({
  id,
  status: answer.status,
  headers: sentHeaders(answer.body === "" ? {} : { "Content-Type": "application/json" }, answer.headers),
  ...innerBody(answer),
});

/**
 * Answers the requests of a checked batch one after the other. `answerInner` takes a log entry and gives its
 * answer; an answer that is cut or dropped is missing from the batch's.
 */
export async function answerBatch(outer, answerInner) {
  const responses = [];
  for (const request of outer.body.requests) {
    const answer = await answerInner(innerEntry(outer, request));
    if (!answer.drop && !answer.cut) responses.push(innerResponse(request.id, answer));
  }
  return { status: 200, headers: {}, body: { responses } };
}
