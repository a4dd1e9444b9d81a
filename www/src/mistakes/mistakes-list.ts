/** The mistakes that people make with *Create chat*, as public reports tell them, each with the request that has it. */
import { usualToken } from "../model/local-graph.ts";

export interface Mistake {
  id: string;
  title: string;
  /** Why it is made. */
  why: string;
  /** Path behind the version. */
  path: string;
  token: string;
  body: object;
  /** For the checks: who is signed in. */
  caller?: string;
  /** What the local Graph is told first, where the request alone does not show it. */
  faults?: readonly object[];
  /** What the package says where its checks and its errors have no part in it. */
  ours?: string;
}

const type = "#microsoft.graph.aadUserConversationMember";
const bind = (id: string) => `https://graph.microsoft.com/v1.0/users('${id}')`;

/** A member as Graph documents it, with something else about it. */
const member = (other: object) => ({ "@odata.type": type, roles: ["owner"], ...other });

const named = (upn: string, other: object = {}) => member({ ...other, "user@odata.bind": bind(upn) });
const adele = named("adele@contoso.com");
const alex = named("alex@contoso.com");
const megan = named("megan@contoso.com");

const pair = (second: object) => ({ chatType: "oneOnOne", members: [adele, second] });
const group = (...others: object[]) => ({ chatType: "group", topic: "Plans", members: [adele, ...others] });
const app = (id: string) => ({
  "teamsApp@odata.bind": `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${id}`,
});

const mistake = (
  id: string,
  title: string,
  why: string,
  body: object,
  other: Partial<Mistake> = {},
): Mistake => ({ id, title, why, body, path: "/chats", token: usualToken.token, ...other });

export const mistakes: readonly Mistake[] = [
  mistake(
    "me",
    "users('me') as the signed-in user",
    "/me works elsewhere in Graph, but not in a bind.",
    pair(named("me")),
  ),
  mistake(
    "role-member",
    "The role member",
    "Graph’s own answers list people without a role; at creation there is no such role.",
    group(alex, named("megan@contoso.com", { roles: ["member"] })),
  ),
  mistake(
    "no-roles",
    "An empty list of roles",
    "It is what Graph returns for someone who is not an owner.",
    pair(named("alex@contoso.com", { roles: [] })),
  ),
  mistake(
    "guest-name",
    "#EXT# not escaped",
    "The # of a guest’s name ends the path of a URL.",
    group(alex, named("megan_fabrikam.com#EXT#@contoso.com", { roles: ["guest"] })),
  ),
  mistake(
    "no-type",
    "@odata.type left out",
    "A member without it is read as the abstract base type.",
    pair({ roles: ["owner"], "user@odata.bind": bind("alex@contoso.com") }),
  ),
  mistake(
    "type-without-at",
    "odata.type without the @",
    "Some serialisers drop it.",
    pair({ "odata.type": type, roles: ["owner"], "user@odata.bind": bind("alex@contoso.com") }),
  ),
  mistake(
    "email",
    "An e-mail address that is not the user principal name",
    "The two look alike and are often, but not always, the same.",
    pair(named("nobody@contoso.com")),
  ),
  mistake("topic", "A topic on a one-on-one chat", "Until July 2022 Graph ignored it.", {
    ...pair(alex),
    topic: "Lunch",
  }),
  mistake(
    "bare-id",
    "An id in place of a bind URL",
    "The name of the property does not say that it wants a URL.",
    pair(member({ "user@odata.bind": "82af01c5-f7cc-4a2e-a728-3a5df21afd9d" })),
  ),
  mistake(
    "foreign-cloud",
    "The host of another cloud",
    "A snippet of the global service, used in a government cloud, or the other way round.",
    pair(member({ "user@odata.bind": "https://graph.microsoft.us/v1.0/users('alex@contoso.com')" })),
  ),
  mistake(
    "guest-as-owner",
    "A guest as owner of a group",
    "A guest of the tenant must have the role guest; that Graph accepts it one-on-one is misleading.",
    group(alex, named("megan_fabrikam.com%23EXT%23@contoso.com")),
    { faults: [{ match: { method: "POST", path: "/chats" }, times: 2, answer: "aclCheckFailed" }] },
  ),
  mistake("two-apps", "Two apps at once", "installedApps is a list, and takes one.", {
    ...pair(alex),
    installedApps: [app("05F59CEC-A742-4A50-A62E-202A57E478A4"), app("8e55a7b1-6766-4f0a-8610-ecacfe3d569a")],
  }),
  mistake(
    "no-caller",
    "The signed-in user left out",
    "Creating a chat does not make you a member of it.",
    { chatType: "oneOnOne", members: [alex, megan] },
    { caller: "adele@contoso.com", token: tokenOf("adele@contoso.com") },
  ),
  mistake(
    "twice",
    "The same person twice",
    "User principal names are not case-sensitive.",
    group(alex, named("Alex@Contoso.com")),
  ),
  mistake("three", "Three people in a one-on-one chat", "A third member makes it a group.", {
    chatType: "oneOnOne",
    members: [adele, alex, megan],
  }),
  mistake("me-chats", "POST /me/chats", "That is where your chats are listed.", pair(alex), {
    path: "/me/chats",
    ours: "createChat knows the one path, /chats: there is nothing to get wrong.",
  }),
];

/** An unsigned JWT, of which the local Graph reads who is signed in. */
function tokenOf(upn: string): string {
  const part = (value: object) => btoa(JSON.stringify(value)).replace(/=+$/, "");
  return `${part({ alg: "none", typ: "JWT" })}.${part({ upn, scp: "Chat.Create" })}.unsigned`;
}
