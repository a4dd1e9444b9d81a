/** The body check: what is documented or was seen to be taken passes, every error of the rules does not. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { hostOfCloud } from "./bind-url.mjs";
import { checkBody } from "./check-body.mjs";
import { createChatSchema } from "./schema.mjs";
import { bind, group, ids, member, oneOnOne, withApp } from "./testing.mjs";

const examples = new URL("../fixtures/graph/examples/", import.meta.url);
const root = "https://graph.microsoft.com/v1.0";
const chat = (...members) => ({ chatType: "group", members });
const bound = (url) => chat(member(ids.one, { "user@odata.bind": url }));
const keyOf = (body, options) => checkBody(body, options)?.key ?? null;

test("every documented example passes", () => {
  const files = readdirSync(examples);
  assert.equal(files.length, 12);
  for (const file of files) {
    const { request } = JSON.parse(readFileSync(new URL(file, examples), "utf8"));
    assert.equal(checkBody(request, { version: file.startsWith("beta") ? "beta" : "v1.0" }), null, file);
  }
});

const app = (changes) => ({ ...group(), installedApps: [{ ...withApp({}).installedApps[0], ...changes }] });
const boundApp = (url) => app({ "teamsApp@odata.bind": url });

const permissions = { resourceSpecificPermissions: [{ permissionValue: "x", permissionType: "delegated" }] };

const accepted = {
  "a group of one": chat(member(ids.one)),
  "a user by id in place of the bind": chat(
    member(undefined, { "user@odata.bind": undefined, user: { id: ids.one } }),
  ),
  "a type without #": chat(member(ids.one, { "@odata.type": "microsoft.graph.aadUserConversationMember" })),
  "the path form": bound(`${root}/users/adele@contoso.com`),
  "the path form of a guest": bound(`${root}/users/adele_gmail.com%23EXT%23@contoso.com`),
  "a doubled quote": bound(`${root}/users('o''brien@contoso.com')`),
  "an escaped doubled quote": bound(`${root}/users('o%27%27brien@contoso.com')`),
  "the other version": bound("https://graph.microsoft.com/beta/users('adele@contoso.com')"),
  "keys in any order": Object.fromEntries(Object.entries(group()).reverse()),
  "no topic": { ...oneOnOne(), topic: null },
  "a long topic with a colon": { ...group(), topic: `Plan: ${"x".repeat(300)}` },
  "an id of the longest length": bound(`${root}/users('${"x".repeat(1024)}')`),
  "a guest with a home tenant": chat(member(ids.one, { roles: ["guest"], tenantId: ids.two })),
  "no app": { ...group(), installedApps: [] },
  "an app with its permissions": {
    ...group(),
    installedApps: [{ ...withApp({}).installedApps[0], consentedPermissionSet: permissions }],
  },
  annotations: { ...group(), "@odata.context": 5, "topic@odata.type": "#String" },
  "read-only properties of any value": {
    ...chat(member(ids.one, { displayName: 5, id: null, email: {} })),
    id: 5,
    webUrl: [],
    createdDateTime: "yesterday",
  },
  "251 members": chat(...Array.from({ length: 251 }, (_, index) => member(`user${index}`))),
  "an app by a quoted key": boundApp(`${root}/appCatalogs/teamsApps('${ids.one}')`),
  "a built-in app": boundApp(`${root}/appCatalogs/teamsApps/com.microsoft.teamspace.tab.vsts`),
  "a date without seconds": chat(member(ids.one, { visibleHistoryStartDateTime: "2026-01-31T09:00Z" })),
  "a date": chat(member(ids.one, { visibleHistoryStartDateTime: "2026-01-31T09:00:00.5+05:30" })),
};

test("what Graph was seen to take, and what only deserves a warning, passes", () => {
  for (const [title, body] of Object.entries(accepted)) {
    assert.equal(checkBody(body), null, title);
  }
});

const refused = [
  ["payloadInvalid", null, 5, "x", [], [group()]],
  ["chatTypeInvalid", { members: [] }, { ...group(), chatType: null }],
  [
    "chatTypeInvalid",
    ...["meeting", "unknownFutureValue", "Group", 1, ["group"]].map((chatType) => ({ ...group(), chatType })),
  ],
  ["payloadInvalid", ...[5, true, {}, [], "\uD800"].map((topic) => ({ ...group(), topic }))],
  ["topicNotAllowed", { ...oneOnOne(), topic: "" }],
  [
    "payloadInvalid",
    { ...group(), members: {} },
    { ...group(), members: "x" },
    chat(null),
    chat("x"),
    chat([]),
  ],
  ["membersNull", { chatType: "group" }, chat(), { ...group(), members: null }],
  [
    "oneOnOneNeedsTwo",
    { ...oneOnOne(), members: [member(ids.one)] },
    { ...group(), chatType: "oneOnOne", topic: null },
  ],
  [
    "undeclaredWithAnnotations",
    ...[undefined, null, "microsoft.graph.conversationMember"].map((type) =>
      chat(member(ids.one, { "@odata.type": type })),
    ),
  ],
  [
    "typeNotValid",
    ...["#microsoft.graph.user", "", 5].map((type) => chat(member(ids.one, { "@odata.type": type }))),
  ],
  ["rolesMissing", chat(member(ids.one, { roles: undefined })), chat(member(ids.one, { roles: [] }))],
  ["payloadInvalid", chat(member(ids.one, { roles: "owner" })), chat(member(ids.one, { roles: [1] }))],
  ["roleNotSupported", ...["member", "Owner", ""].map((role) => chat(member(ids.one, { roles: [role] })))],
  ["rolesTooMany", chat(member(ids.one, { roles: ["owner", "guest"] }))],
  ["payloadInvalid", ...["x", `{${ids.one}}`, 5].map((tenantId) => chat(member(ids.one, { tenantId })))],
  [
    "payloadInvalid",
    ...[
      ...["", "2026-01-31", "2026-02-29T00:00:00Z", "2026-01-31 09:00:00Z", "2026-01-31T09:00:00+0530"],
      ...["2016-12-31T23:59:60Z", "2026-01-31T09:00:00.1234567890123Z", "2026-01-31t09:00:00z", 5],
    ].map((date) => chat(member(ids.one, { visibleHistoryStartDateTime: date }))),
  ],
  [
    "bindMissing",
    chat(member(ids.one, { "user@odata.bind": undefined, user: { id: "me" } })),
    chat(member("", {})),
  ],
  ["bindMissing", chat(member(ids.one, { user: { id: ids.two } }))],
  [
    "bindMissing",
    ...[
      ...[
        "/v1.0/users('x')",
        "http://graph.microsoft.com/v1.0/users('x')",
        "https://graph.example/v1.0/users('x')",
      ],
      ...[
        "https://graph.microsoft.com/users('x')",
        "https://graph.microsoft.com/v2.0/users('x')",
        `${root}/me`,
      ],
      ...["https://graph.microsoft.us/v1.0/users('x')", "https://graph.microsoft.com:8443/v1.0/users('x')"],
      ...[
        `${root}/users('x')?$select=id`,
        `${root}/users('x#EXT#')`,
        `${root}/users('me')`,
        `${root}/users/Me`,
      ],
      ...[
        `${root}/users('o'brien')`,
        `${root}/users('o%27brien')`,
        `${root}/users('a%2Fb')`,
        `${root}/users('%zz')`,
      ],
      ...[
        `${root}/users('a;b')`,
        `${root}/users('a%20b')`,
        `${root}/users('..')`,
        `${root}/users/a/b`,
        `${root}/users(x)`,
        `${root}/users('%22x%22')`,
        `${root}/users('%E2%80%9Cx%E2%80%9D')`,
        `${root}/users('(x)')`,
        `${root}/users('x%E2%80%8B')`,
      ],
      ...[`${root}/groups('x')`, `${root}/users('${"x".repeat(1025)}')`, 5, null, ""],
    ].map(bound),
  ],
  [
    "duplicateMembers",
    group(ids.one, ids.one.toUpperCase()),
    group("o''brien@contoso.com", "O%27%27brien%40contoso.com"),
  ],
  ["payloadInvalid", { ...group(), installedApps: {} }, { ...group(), installedApps: [null] }],
  ["installedAppsTooMany", { ...group(), installedApps: [{}, {}] }],
  [
    "installedAppInvalid",
    ...[undefined, 5, "x", `${root}/appCatalogs/teamsApps/a b`, `${root}/teamsApps/${ids.one}`].map(boundApp),
    boundApp(`https://graph.example/v1.0/appCatalogs/teamsApps/${ids.one}`),
  ],
  [
    "permissionSetInvalid",
    ...[5, {}, { resourceSpecificPermissions: {} }, { resourceSpecificPermissions: ["x"] }].map((set) =>
      app({ consentedPermissionSet: set }),
    ),
    app({
      consentedPermissionSet: {
        resourceSpecificPermissions: [{ permissionValue: "x", permissionType: "y" }],
      },
    }),
  ],
  [
    "undeclaredProperty",
    { ...group(), Topic: "x" },
    { ...group(), "": 1 },
    JSON.parse('{"__proto__":1,"chatType":"group"}'),
  ],
  ["undeclaredProperty", chat(member(ids.one, { role: "owner" })), app({ foo: 1 })],
];

test("every error of the rules is refused", () => {
  for (const [key, ...bodies] of refused) {
    for (const body of bodies) {
      assert.equal(keyOf(body), key, JSON.stringify(body)?.slice(0, 300));
    }
  }
});

test("the short form is not Graph's", () => {
  assert.equal(keyOf({ chatType: "oneOnOne", members: [ids.one, ids.two] }), "payloadInvalid");
  assert.equal(
    keyOf({ chatType: "group", members: [{ user: ids.one, role: "owner" }] }),
    "undeclaredWithAnnotations",
  );
  assert.equal(keyOf({ ...group(), installedApps: [ids.one] }), "payloadInvalid");
});

test("Graph checks roles, then users, caller, duplicates, number", () => {
  const body = oneOnOne();
  body.members = [member(ids.one, { roles: [] }), member("me"), member(ids.two), member(ids.two)];
  const caller = ids.three;
  assert.equal(keyOf(body, { caller }), "rolesMissing");
  body.members[0].roles = ["owner"];
  assert.equal(keyOf(body), "bindMissing");
  body.members[1]["user@odata.bind"] = bind(ids.three.replace("3", "4"));
  assert.equal(keyOf(body, { caller }), "callerNotMember");
  assert.equal(keyOf(body, { caller: ids.one }), "duplicateMembers");
  body.members.pop();
  assert.equal(keyOf(body, { caller: ids.one }), "oneOnOneNeedsTwo");
  body.members.pop();
  assert.equal(keyOf(body, { caller: ids.one }), null);
});

test("a caller is missed only where all members go by the same kind of name", () => {
  const byId = group(ids.one, ids.two);
  const byUpn = group("adele@contoso.com");
  assert.equal(keyOf(byId, { caller: ids.three }), "callerNotMember");
  assert.equal(keyOf(byId, { caller: ids.one.toUpperCase() }), null);
  assert.equal(keyOf(byId, { caller: "adele@contoso.com" }), null);
  assert.equal(keyOf(byUpn, { caller: "Adele@Contoso.com" }), null);
  assert.equal(keyOf(byUpn, { caller: "other@contoso.com" }), "callerNotMember");
  assert.equal(keyOf(group(ids.one, "adele@contoso.com"), { caller: ids.three }), null);
  const both = { oid: ids.three, upn: "other@contoso.com" };
  assert.equal(keyOf(group(ids.one, "adele@contoso.com"), { caller: both }), "callerNotMember");
  assert.equal(keyOf(group(ids.one, "adele@contoso.com"), { caller: { ...both, oid: ids.one } }), null);
});

test("each cloud has its own host", () => {
  for (const [cloud, host] of Object.entries(hostOfCloud)) {
    const body = bound(`https://${host}/v1.0/users('x')`);
    for (const other of Object.keys(hostOfCloud)) {
      assert.equal(
        keyOf(body, { cloud: other }),
        other === cloud ? null : "bindMissing",
        `${cloud} in ${other}`,
      );
    }
  }
});

test("the declared properties are those of the cloud's schema and version", () => {
  const namesOf = (options) => Object.keys(createChatSchema(options).properties);
  const v1 = namesOf({ version: "v1.0" });
  assert.ok(v1.includes("migrationMode") && !v1.includes("createdBy"));
  assert.ok(namesOf({ version: "beta" }).includes("createdBy"));
  assert.ok(!namesOf({ version: "v1.0", cloud: "usGovernmentL4" }).includes("migrationMode"));
  assert.equal(keyOf({ ...group(), createdBy: {} }), "undeclaredProperty");
  assert.equal(keyOf({ ...group(), createdBy: {} }, { version: "beta" }), null);
});
