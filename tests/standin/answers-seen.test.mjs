/** Every refusal of Graph that was reported, with its status, code and very words, over HTTP. */
import assert from "node:assert/strict";
import test from "node:test";
import { answers } from "./answers.mjs";
import { startGraph, unsignedJwt } from "./index.mjs";
import { bind, create, group, ids, member, oneOnOne, postJson } from "./testing.mjs";

const payload = (error) => `Provided payload is invalid. Errors - \nKey - '' , Error - '${error}'`;
const undeclaredUser = payload(
  "An undeclared property 'user' which only has property annotations in the payload but no property value was found in the payload. In OData, only declared navigation properties and declared named streams can be represented as properties without values.",
);
const caller = unsignedJwt({ oid: "00000000-0000-0000-0000-000000000001", scp: "Chat.Create" });
const chat = (...members) => ({ chatType: "group", members });

const refusedBodies = [
  {
    key: "callerNotMember",
    body: group(),
    token: caller,
    expected: [400, "BadRequest", "The caller must be one of the members specified in request body."],
  },
  {
    key: "callerNotMember",
    title: "users('me')",
    body: group(ids.one, "me"),
    token: caller,
    expected: [400, "BadRequest", "The caller must be one of the members specified in request body."],
  },
  {
    key: "duplicateMembers",
    body: group("Adele@contoso.com", ids.one, "adele@CONTOSO.com"),
    expected: [400, "BadRequest", "Duplicate chat members is specified in the request body."],
  },
  {
    key: "oneOnOneNeedsTwo",
    body: { chatType: "oneOnOne", members: [member(ids.one)] },
    expected: [400, "BadRequest", "Creation of 'OneOnOne' chat requires 2 members."],
  },
  {
    key: "rolesMissing",
    body: chat(member(ids.one, { roles: [] })),
    expected: [
      400,
      "BadRequest",
      "Each chat member must have at least one role specified. Supported roles are 'owner' and 'guest'.",
    ],
  },
  {
    key: "rolesMissing",
    title: "once per member",
    body: chat(member(ids.one, { roles: undefined }), member(ids.two), member(ids.three, { roles: null })),
    expected: [
      400,
      "BadRequest",
      "Each chat member must have at least one role specified. Supported roles are 'owner' and 'guest'., Each chat member must have at least one role specified. Supported roles are 'owner' and 'guest'.",
    ],
  },
  {
    key: "roleNotSupported",
    body: chat(member(ids.one, { roles: ["member"] })),
    expected: [400, "BadRequest", "The passed-in role 'member' is not supported."],
  },
  ...[
    ["absent", undefined],
    ["/me", "https://graph.microsoft.com/v1.0/me"],
    ["malformed", "https://graph.microsoft.com/v1.0/users"],
    ["users('me') without a signed-in user", bind("me")],
  ].map(([title, url]) => ({
    key: "bindMissing",
    title,
    body: chat(member(ids.one), member(ids.two, { "user@odata.bind": url })),
    expected: [400, "BadRequest", "'user@odata.bind' field is missing in the request."],
  })),
  {
    key: "upnNotFound",
    body: group(ids.one, "nobody@contoso.com"),
    expected: [404, "NotFound", "Failed to find users with user principal name 'nobody@contoso.com'"],
  },
  {
    key: "rosterFailed",
    body: group(ids.one, "12345"),
    expected: [
      403,
      "Forbidden",
      "One or more members cannot be added to the thread roster (OperationFailed)",
    ],
  },
  ...[undefined, null, []].map((members) => ({
    key: "membersNull",
    title: JSON.stringify(members) ?? "absent",
    body: { chatType: "group", members },
    expected: [400, "BadRequest", "Chat members cannot be null. (Parameter 'Members')"],
  })),
  {
    key: "topicNotAllowed",
    body: { ...oneOnOne(), topic: "x" },
    expected: [400, "BadRequest", "Setting topic is not allowed for 1-on-1 chats."],
  },
  {
    key: "annotationWithoutAt",
    body: chat(member(ids.one, { "@odata.type": undefined, "odata.type": "#microsoft.graph.user" })),
    expected: [
      400,
      "BadRequest",
      payload(
        "An unexpected instance annotation name 'odata.type' was found when reading from the JSON reader, In OData, Instance annotation name must start with @.",
      ),
    ],
  },
  ...[undefined, "#microsoft.graph.conversationMember"].map((type) => ({
    key: "undeclaredWithAnnotations",
    title: type ?? "without a type",
    body: chat(member(ids.one, { "@odata.type": type })),
    expected: [400, "BadRequest", undeclaredUser],
  })),
];

const refusedTokens = [
  {
    key: "wrongAudience",
    token: "standin-wrong-audience",
    expected: [401, "InvalidAuthenticationToken", "Access token validation failure. Invalid audience."],
  },
  {
    key: "missingScope",
    token: "standin-no-permission",
    expected: [
      403,
      "Forbidden",
      "Missing scope permissions on the request. API requires one of 'Chat.Create, Chat.ReadWrite'. Scopes on the request 'User.Read'.",
    ],
  },
  {
    key: "missingRole",
    token: "standin-no-app-permission",
    expected: [
      403,
      "Forbidden",
      "Missing role permissions on the request. API requires one of 'Chat.Create'. Roles on the request 'User.Read.All'.",
    ],
  },
  {
    key: "noLicence",
    token: "standin-no-licence",
    expected: [
      403,
      "Forbidden",
      "Failed to get license information for the user. Ensure user has a valid Office365 license assigned to them.",
    ],
  },
  {
    key: "applicationOnly",
    token: "standin-application-only",
    expected: [412, "PreconditionFailed", "Requested API is not supported in application-only context"],
  },
];

/** Answers whose cause nobody knows, or that are Graph's own failure: they come when told. */
const toldAnswers = [
  ["memberTypeNotSpecified", 400, payload("'odata.type' must be specified for a member.")],
  ["graphSvcType", 400, 'Invalid OData type specified: "Microsoft.Teams.GraphSvc.aadUserConversationMember"'],
  ["aclCheckFailed", 403, "Forbidden"],
  ["unknownError", 401, "UnknownError"],
  ["backendFailed", 502, "Failed to execute backend request."],
  [
    "typeNotValid",
    400,
    "The provided '#microsoft.graph.aadUserConversationMember' for 'odata.type' is not valid for this operation.",
  ],
  ["targetOfInvocation", 400, "Exception has been thrown by the target of an invocation."],
  ["failedToExecute", 500, "Failed to execute request."],
  ["skypeBackend", 500, "Failed to execute Skype backend request CreateThreadS2SRequest."],
  ["tooManyRequests", 429, "Please retry again later."],
  ["memberAddBlocked", 400, "RosterAddMemberBlocked"],
];

const checked = new Set();

test("answers seen of Graph", async (t) => {
  const graph = await startGraph();
  t.after(() => graph.close());

  const assertRefused = (answer, [status, code, message]) => {
    assert.deepEqual(
      [answer.status, answer.body.error.code, answer.body.error.message],
      [status, code, message],
    );
    assert.deepEqual(graph.chats, []);
  };

  for (const { key, title = "", body = group(), token, expected } of [...refusedBodies, ...refusedTokens]) {
    await t.test(`${key} ${title}`, async () => {
      checked.add(key);
      assertRefused(await create(graph, body, { token }), expected);
    });
  }

  for (const [key, status, message] of toldAnswers) {
    await t.test(`${key}, when told`, async () => {
      checked.add(key);
      graph.fault({ answer: key });
      const answer = await create(graph, group());
      assert.deepEqual([answer.status, answer.body.error.message], [status, message]);
      assert.deepEqual(graph.chats, []);
    });
  }

  await t.test("pathNotSupported", async () => {
    checked.add("pathNotSupported");
    for (const path of ["/v2.0/chats", "/chats", "/v1.0/chat", "/v1.0/users/x/chats/y", "/v1.0/%zz"]) {
      const answer = await postJson(graph, path, group());
      assertRefused(answer, [404, "NotFound", "Requested API is not supported. Please check the path."]);
    }
  });

  await t.test("methodNotAllowed", async () => {
    checked.add("methodNotAllowed");
    const answer = await postJson(graph, "/v1.0/me/chats", group());
    assertRefused(answer, [405, "MethodNotAllowed", "Method Not Allowed"]);
  });

  await t.test("every row that says it was seen is checked, here or with what it is about", () => {
    const elsewhere = ["batchContentTypeMissing", "importOnly", "newMemberWithoutRole", "rosterFixed"];
    const seen = Object.keys(answers).filter((key) => answers[key].seen && !elsewhere.includes(key));
    assert.deepEqual(
      seen.filter((key) => !checked.has(key)),
      [],
    );
  });
});

test("errors have the documented shape", async (t) => {
  const graph = await startGraph({ now: () => Date.UTC(2026, 0, 31, 9, 0, 1, 500) });
  t.after(() => graph.close());

  await t.test("of an ordinary refusal", async () => {
    const answer = await create(graph, {}, { headers: { "client-request-id": "mine" } });
    assert.deepEqual(answer.body.error.innerError, {
      date: "2026-01-31T09:00:01",
      "request-id": answer.headers.get("request-id"),
      "client-request-id": "mine",
    });
  });

  await t.test("of throttling", async () => {
    graph.fault({ answer: "tooManyRequests" });
    const answer = await create(graph, group());
    assert.equal(answer.headers.get("retry-after"), "10");
    assert.deepEqual(answer.body, {
      error: {
        code: "TooManyRequests",
        message: "Please retry again later.",
        innerError: {
          code: "429",
          date: "2026-01-31T09:00:01",
          message: "Please retry after",
          "request-id": answer.headers.get("request-id"),
          status: "429",
        },
      },
    });
  });
});
