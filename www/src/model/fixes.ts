/** What one click can do about an issue: each fix makes another request of the one that has it. */
import { type GraphOptions, type ValidationIssue, validateChat } from "msgraph-chats";
import { clouds } from "./settings.ts";

export interface Fix {
  title: string;
  apply: (request: unknown) => unknown;
}

type Fields = Record<string, unknown>;
interface Place {
  issue: ValidationIssue;
  request: Fields;
  options: GraphOptions;
  /** The position of the member, and the member, where the issue is about one. */
  index: number;
  member: unknown;
}

/** The fixes of an issue, those first that keep more of what was meant. */
export function fixesOf(request: unknown, issue: ValidationIssue, options: GraphOptions): Fix[] {
  if (typeof request !== "object" || request === null) return [];
  const [, part, position] = issue.path.split("/");
  const index = part === "members" ? Number(position ?? Number.NaN) : Number.NaN;
  const members = (request as Fields).members;
  const member = Array.isArray(members) ? members[index] : undefined;
  return fixesByCode[issue.code]?.({ issue, request: request as Fields, options, index, member }) ?? [];
}

const fixesByCode: Partial<Record<string, (place: Place) => Fix[]>> = {
  topicNotAllowed: () => [makeGroup, edit("Take the topic out", (request) => remove(request, "topic"))],
  topicHasColon: () => [change("topic", "Take the colon out", (topic) => topic.replace(/\s*:\s*/g, " – "))],
  topicTooLong: () => [change("topic", "Cut it at 250 characters", (topic) => topic.slice(0, 250).trimEnd())],
  chatTypeUnknown: ({ request }) => knownType(request.chatType),
  chatTypeMissing: ({ request }) => [membersIn(request).length === 2 ? makeOneOnOne : makeGroup],
  oneOnOneNeedsTwoMembers: ({ request }) => (membersIn(request).length > 2 ? [makeGroup] : []),
  callerNotMember: ({ options: { caller } }) =>
    caller === undefined
      ? []
      : [
          edit("Add the signed-in user", (request) => {
            const first = membersIn(request)[0];
            membersIn(request).push(
              isWire(first) ? wireMember(first, caller) : { user: caller, role: "owner" },
            );
          }),
        ],
  memberDuplicate: ({ index, member }) => [
    edit("Remove this one", (request) => {
      const members = membersIn(request);
      // Two there have to be: another is written in its place.
      const isOfTwo = request.chatType === "oneOnOne" && members.length === 2 && !isWire(member);
      members.splice(index, 1, ...(isOfTwo ? [{ ...(member as Fields), user: "" }] : []));
    }),
  ],
  memberUserInvalid: fixUser,
  memberUserUnusual: fixUser,
  memberUserInline: ({ index, member, options }) => {
    const id = (member as { user?: { id?: unknown } }).user?.id;
    return typeof id === "string" ? [rebind("Write it as a bind", index, bindOf(id, options))] : [];
  },
  memberRoleUnknown: ({ index }) => [setRole("Make them an owner", index, "owner")],
  memberRolesMissing: ({ index }) => [setRole("Make them an owner", index, "owner")],
  memberRolesTooMany: ({ index }) => [setRole("Keep owner alone", index, "owner")],
  memberGuestWithTenantId: ({ index }) => [
    setRole("Make them an owner", index, "owner"),
    inMember("Take the tenant out", index, (member) => remove(member, "tenantId")),
  ],
  memberTypeMissing: ({ index }) => [
    inMember("Add @odata.type", index, (member) => {
      const { ...rest } = member;
      for (const name of Object.keys(member)) delete member[name];
      Object.assign(member, { "@odata.type": memberType }, rest);
      delete member["odata.type"];
    }),
  ],
  memberTypeUnsupported: ({ index }) => [
    inMember("Write aadUserConversationMember", index, (member) => {
      member["@odata.type"] = memberType;
    }),
  ],
  bindUrlInvalid: ({ index, member, options }) => rebindAs("Write the whole URL", index, member, options),
  bindUrlForeignHost: ({ index, member, options }) =>
    rebindAs("Take the cloud’s host", index, member, options),
  bindUrlOtherVersion: ({ index, member, options }) =>
    rebindAs(`Write ${options.apiVersion ?? "v1.0"}`, index, member, options),
  installedAppsTooMany: () => [
    edit("Keep the first app", (request) => {
      request.installedApps = (request.installedApps as unknown[]).slice(0, 1);
    }),
  ],
  propertyUnknown: ({ issue }) => [removeAt(issue.path)],
  propertyReadOnly: ({ issue }) => [removeAt(issue.path)],
};

const memberType = "#microsoft.graph.aadUserConversationMember";

const membersIn = (request: Fields): unknown[] => (Array.isArray(request.members) ? request.members : []);

const isWire = (member: unknown): member is Fields =>
  typeof member === "object" && member !== null && "user@odata.bind" in member;

/** A fix that changes a copy of the request. */
function edit(title: string, change: (request: Fields) => void): Fix {
  return {
    title,
    apply(request) {
      const copy = structuredClone(request) as Fields;
      change(copy);
      return copy;
    },
  };
}

const remove = (object: Fields, name: string) => {
  delete object[name];
};

const change = (name: string, title: string, how: (text: string) => string) =>
  edit(title, (request) => {
    request[name] = how(String(request[name]));
  });

const setType = (title: string, chatType: string) =>
  edit(title, (request) => {
    const { chatType: _, ...rest } = request;
    for (const name of Object.keys(request)) delete request[name];
    Object.assign(request, { chatType }, rest);
  });

const makeGroup = setType("Make it a group", "group");
const makeOneOnOne = setType("Make it one-on-one", "oneOnOne");

function knownType(given: unknown): Fix[] {
  const meant = String(given)
    .replace(/[^a-z]/gi, "")
    .toLowerCase();
  return meant === "oneonone" ? [makeOneOnOne] : meant === "group" ? [makeGroup] : [makeOneOnOne, makeGroup];
}

const inMember = (title: string, index: number, change: (member: Fields) => void) =>
  edit(title, (request) => {
    const members = membersIn(request);
    const member = members[index];
    if (typeof member === "string") members[index] = { user: member };
    change(members[index] as Fields);
  });

const setRole = (title: string, index: number, role: string) =>
  inMember(title, index, (member) => {
    if ("user@odata.bind" in member || "roles" in member) member.roles = [role];
    else member.role = role;
  });

const userOf = (member: unknown): string | null => {
  const user = typeof member === "object" && member !== null ? (member as Fields).user : member;
  return typeof user === "string" ? user : null;
};

/** `Name <address>`, quoted addresses, lists that were pasted into one field. */
function fixUser({ index, member, options }: Place): Fix[] {
  const user = userOf(member);
  if (user === null) return [];
  const users = usersIn(user).filter((one) => isUsable(one, options));
  if (users.length > 1) {
    return [
      edit(`Make ${users.length} members of it`, (request) => {
        membersIn(request).splice(index, 1, ...users.map((one) => withUser(member, one)));
      }),
    ];
  }
  const [only] = users;
  if (only !== undefined && only !== user.trim()) {
    return [
      edit(`Take ${only}`, (request) => void membersIn(request).splice(index, 1, withUser(member, only))),
    ];
  }
  if (user.trim().toLowerCase() === "me" && options.caller !== undefined) {
    const { caller } = options;
    return [
      edit("Take the signed-in user", (request) => {
        membersIn(request).splice(index, 1, withUser(member, caller));
      }),
    ];
  }
  return [];
}

const withUser = (member: unknown, user: string) =>
  typeof member === "object" && member !== null ? { ...member, user } : user;

const isUsable = (user: string, options: GraphOptions) => {
  const issues = validateChat({ chatType: "group", members: [user] }, { ...options, caller: undefined });
  return !issues.some(({ path, severity }) => severity === "error" && path.startsWith("/members/0"));
};

/** The users that a pasted text names: lines, or a list with commas or semicolons, with or without names. */
export function usersIn(text: string): string[] {
  return text
    .split(/[\r\n;\t]+|,(?=[^,]*@|\s*[0-9a-f]{8}-)/i)
    .map((part) => /<([^<>]+)>/.exec(part)?.[1] ?? part)
    .map((part) => part.replace(/^[\s"'“”‘’«»(),]+|[\s"'“”‘’«»(),]+$/g, ""))
    .filter((part) => part !== "");
}

const originOf = ({ cloud = "global" }: GraphOptions) =>
  clouds.find((one) => one.cloud === cloud)?.origin ?? "https://graph.microsoft.com";

const bindOf = (user: string, options: GraphOptions) => {
  const id = encodeURIComponent(user).replaceAll("%40", "@").replaceAll("'", "''");
  return `${originOf(options)}/${options.apiVersion ?? "v1.0"}/users('${id}')`;
};

const wireMember = (like: Fields, user: string) => ({
  "@odata.type": memberType,
  roles: ["owner"],
  "user@odata.bind": String(like["user@odata.bind"]).replace(
    /\/users.*$/,
    `/users('${encodeURIComponent(user).replaceAll("%40", "@").replaceAll("'", "''")}')`,
  ),
});

const rebind = (title: string, index: number, url: string) =>
  inMember(title, index, (member) => {
    delete member.user;
    member["user@odata.bind"] = url;
  });

/** The id in whatever stands as bind: a URL of another host or version, a path, or the id alone. */
function rebindAs(title: string, index: number, member: unknown, options: GraphOptions): Fix[] {
  const given = String((member as Fields)["user@odata.bind"] ?? "").trim();
  const [, id = given.includes("/") ? "" : given] = /\/users(?:\('|\/)(.+?)(?:'\))?$/.exec(given) ?? [];
  const user = decoded(id).replaceAll("''", "'");
  return user !== "" && isUsable(user, options) ? [rebind(title, index, bindOf(user, options))] : [];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const removeAt = (path: string) =>
  edit("Take it out", (request) => {
    const names = path.split("/").slice(1).map(unescaped);
    const last = names.pop() ?? "";
    const holder = names.reduce<unknown>((value, name) => (value as Fields)[name], request);
    delete (holder as Fields)[last];
  });

const unescaped = (segment: string) => segment.replaceAll("~1", "/").replaceAll("~0", "~");
