// Values that are nearly right get a sentence that says what to write instead.

import assert from "node:assert/strict";
import { test } from "node:test";
import { importPackage } from "./helpers/packed.mjs";

const { validateChat } = await importPackage();

const two = ["anna@contoso.com", "ben@contoso.com"];
const group = (members) => ({ chatType: "group", members });
const dated = (visibleHistoryStartDateTime) => group([two[0], { user: two[1], visibleHistoryStartDateTime }]);

/** The request, where its first issue is, and what that says. */
const cases = [
  ["nothing", undefined, "", "The request is missing"],
  ["a request that is not awaited", Promise.resolve(group(two)), "", "await it first"],
  ["a request as text", JSON.stringify(group(two)), "", "JSON.parse(text)"],
  ["several requests", [group(two), group(two)], "", "createChats"],
  ["a Set of members", group(new Set(two)), "/members", "[...members]"],
  ["a Map of a request", new Map([["chatType", "group"]]), "", "Object.fromEntries(map)"],
  ["a Map of members", group(new Map([two])), "/members", "[...members.keys()]"],
  ["members that are not awaited", group(Promise.resolve(two)), "/members", "await it first"],
  ["a member that is not awaited", group([two[0], Promise.resolve(two[1])]), "/members/1", "await it first"],
  [
    "a user that is not awaited",
    group([two[0], { user: Promise.resolve(two[1]) }]),
    "/members/1",
    "await it",
  ],
  ["a Date", dated(new Date(0)), "/members/1/visibleHistoryStartDateTime", "date.toISOString()"],
  ["a class of the program's own", group({ [Symbol.toStringTag]: "Anna" }), "/members", "must be an array"],
];

for (const [name, request, path, text] of cases) {
  test(name, () => {
    const [issue] = validateChat(request);
    assert.equal(issue.path, path);
    assert.ok(issue.message.includes(text), issue.message);
    assert.ok(!issue.message.includes("Anna"), issue.message);
  });
}
