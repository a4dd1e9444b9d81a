/** What brings about each refusal of Graph that was reported, over HTTP, and its documented shape. Its words: docs/answers.md. */
import assert from "node:assert/strict";
import test from "node:test";
import { refusal } from "./answers.mjs";
import { startGraph, unsignedJwt } from "./index.mjs";
import { bind, create, group, ids, member, oneOnOne, postJson, runningGraph } from "./testing.mjs";

const caller = unsignedJwt({ oid: "00000000-0000-0000-0000-000000000001", scp: "Chat.Create" });
const chat = (...members) => ({ chatType: "group", members });

/** Causes: the row, the body, and what its words need. */
const bodies = [
  ["duplicateMembers", group("Adele@contoso.com", ids.one, "adele@CONTOSO.com")],
  ["oneOnOneNeedsTwo", { chatType: "oneOnOne", members: [member(ids.one)] }],
  ["rolesMissing", chat(member(ids.one, { roles: [] }))],
  ["roleNotSupported", chat(member(ids.one, { roles: ["member"] }))],
  ...[
    undefined,
    "https://graph.microsoft.com/v1.0/me",
    "https://graph.microsoft.com/v1.0/users",
    bind("me"),
  ].map((url) => ["bindMissing", chat(member(ids.one), member(ids.two, { "user@odata.bind": url }))]),
  ["upnNotFound", group(ids.one, "nobody@contoso.com")],
  ["rosterFailed", group(ids.one, "12345")],
  ...[undefined, null, []].map((members) => ["membersNull", { chatType: "group", members }]),
  ["topicNotAllowed", { ...oneOnOne(), topic: "x" }],
  [
    "annotationWithoutAt",
    chat(member(ids.one, { "@odata.type": undefined, "odata.type": "#microsoft.graph.user" })),
    { name: "odata.type" },
  ],
  ...[undefined, "#microsoft.graph.conversationMember"].map((type) => [
    "undeclaredWithAnnotations",
    chat(member(ids.one, { "@odata.type": type })),
    { name: "user" },
  ]),
];

const tokens = [
  ["wrongAudience", "standin-wrong-audience"],
  ["missingScope", "standin-no-permission"],
  ["missingRole", "standin-no-app-permission"],
  ["noLicence", "standin-no-licence"],
  ["applicationOnly", "standin-application-only"],
];

function assertRefused({ status, body }, key, details) {
  const expected = refusal(key, details);
  assert.deepEqual(
    [status, body.error.code, body.error.message],
    [expected.status, expected.code, expected.message],
    key,
  );
}

test("causes of the answers that were seen of Graph", async (t) => {
  const graph = await runningGraph(t);
  for (const [key, body, details] of bodies) assertRefused(await create(graph, body), key, details);
  for (const [key, token] of tokens) assertRefused(await create(graph, group(), { token }), key);
  for (const users of [Object.values(ids), [ids.one, "me"]]) {
    assertRefused(await create(graph, group(...users), { token: caller }), "callerNotMember");
  }
  for (const path of ["/v2.0/chats", "/chats", "/v1.0/chat", "/v1.0/users/x/chats/y", "/v1.0/%zz"]) {
    assertRefused(await postJson(graph, path, group()), "pathNotSupported");
  }
  assertRefused(await postJson(graph, "/v1.0/me/chats", group()), "methodNotAllowed");
  // Once for each member.
  const { message } = refusal("rolesMissing");
  const [first, second] = [undefined, null].map((roles, index) =>
    member(Object.values(ids)[index], { roles }),
  );
  const { body } = await create(graph, chat(first, member(ids.three), second));
  assert.equal(body.error.message, `${message}, ${message}`);
  assert.deepEqual(graph.chats, []);
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
    const { innerError, ...error } = answer.body.error;
    assert.deepEqual(error, { code: "TooManyRequests", message: "Please retry again later." });
    assert.deepEqual(innerError, {
      ...{ code: "429", status: "429", message: "Please retry after" },
      ...{ date: "2026-01-31T09:00:01", "request-id": answer.headers.get("request-id") },
    });
  });
});
