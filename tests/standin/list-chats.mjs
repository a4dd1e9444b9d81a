/** `GET /chats`, `/me/chats` and `/users/{id}/chats`: by latest message, a page at a time, the members expanded on request. */
import { refusal } from "./answers.mjs";
import { hostOfCloud } from "./bind-url.mjs";

const defaultTop = 20;
const maxTop = 50;
/** Members that a list with `$expand=members` shows of a chat. */
const mostMembers = 25;
const orders = ["lastMessagePreview/createdDateTime desc"];
const updatedSince = /^lastUpdatedDateTime ge (\S+)$/;

/** What is wrong with a query, naming the option; or null. */
function wrongOption(query) {
  const allowed = {
    $top: (value) => /^[1-9]\d?$/.test(value) && Number(value) <= maxTop,
    $skiptoken: () => true,
    $expand: (value) => value === "members",
    $orderby: (value) => orders.includes(value),
    $filter: (value) => !Number.isNaN(Date.parse(updatedSince.exec(value)?.[1])),
  };
  return Object.keys(query).find((name) => !allowed[name]?.(query[name])) ?? null;
}

/**
 * One page of `items` and the link to the next, which stands on the cloud's own host whoever was asked. With
 * `settings.emptyPages` each page comes after an empty one.
 */
export function page(items, size, { path, version, query }, settings) {
  const [position = "0", emptied] = (query.$skiptoken ?? "").split("-");
  const start = Number(position) || 0;
  const isEmpty = settings.emptyPages && emptied === undefined;
  const value = isEmpty ? [] : items.slice(start, start + size);
  const end = start + value.length;
  const token = isEmpty ? `${start}-` : `${end}`;
  const next = new URLSearchParams({ ...query, $skiptoken: token });
  const link = `https://${hostOfCloud[settings.cloud]}/${version}${path}?${next}`;
  const more = isEmpty || end < items.length ? { "@odata.nextLink": link } : {};
  return { "@odata.count": value.length, ...more, value };
}

/** One page: `{ page }`, or `{ refused }` for a query option that Graph does not take. */
export function listPage(chats, entry, { store, settings }) {
  const { query } = entry;
  const wrong = wrongOption(query);
  if (wrong !== null) return { refused: refusal("queryNotSupported", { option: wrong }) };
  const [, since] = updatedSince.exec(query.$filter ?? "") ?? [];
  const listed = since
    ? chats.filter(({ lastUpdatedDateTime }) => Date.parse(lastUpdatedDateTime) >= Date.parse(since))
    : chats;
  const whole = page(listed, Number(query.$top ?? defaultTop), entry, settings);
  const value = whole.value.map((chat) => ({
    ...store.resource(chat),
    ...(query.$expand && { members: store.memberResources(chat).slice(0, mostMembers) }),
  }));
  return { page: { ...whole, value } };
}
