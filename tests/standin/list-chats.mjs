/** `GET /chats`: pages of chats, the members expanded on request. */
import { refusal } from "./answers.mjs";

const defaultTop = 20;
const maxTop = 50;
const options = ["$top", "$skiptoken", "$expand"];

/** One page: `{ page }`, or `{ refused }` for a query option that is not played here. */
export function listPage(chats, { query, version, headers }, store) {
  const unknown = Object.keys(query).find((name) => !options.includes(name));
  const { $expand: expand } = query;
  const top = Number(query.$top ?? defaultTop);
  if (unknown !== undefined || (expand !== undefined && expand !== "members")) {
    return { refused: refusal("queryNotSupported", { option: unknown ?? "$expand" }) };
  }
  if (!Number.isInteger(top) || top < 1 || top > maxTop) {
    return { refused: refusal("queryNotSupported", { option: "$top" }) };
  }
  const start = Number(query.$skiptoken ?? 0);
  const value = chats.slice(start, start + top).map((chat) => ({
    ...store.resource(chat),
    ...(expand && { members: store.memberResources(chat) }),
  }));
  const rest = new URLSearchParams({ ...query, $skiptoken: String(start + top) });
  const next = `http://${headers.host}/${version}/chats?${rest}`;
  const more = start + top < chats.length ? { "@odata.nextLink": next } : {};
  return { page: { "@odata.count": value.length, ...more, value } };
}
