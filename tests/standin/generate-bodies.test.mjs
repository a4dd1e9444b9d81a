/** The generator: the same for the same seed, every rule among its defects, and verdicts that fit what was done. */
import assert from "node:assert/strict";
import test from "node:test";
import { checkBody } from "./check-body.mjs";
import { generateBodies, generateBody } from "./generate-bodies.mjs";

const count = 10_000;
const bodies = [...generateBodies(1, count)];
const verdict = ({ wire, options: { cloud, apiVersion, caller } }) =>
  checkBody(wire, { cloud, version: apiVersion, caller });

/** Every row of the rules table, and spaces around a user, which are no defect. */
const codes = [
  "bindUrlForeignHost",
  "bindUrlInvalid",
  "bindUrlOtherVersion",
  "callerNotMember",
  "chatTypeMissing",
  "chatTypeUnknown",
  "consentedPermissionSetInvalid",
  "groupHasOneMember",
  "groupOverAddLimit",
  "groupTooLarge",
  "installedAppInvalid",
  "installedAppUnusual",
  "installedAppsNotArray",
  "installedAppsTooMany",
  "memberDateInvalid",
  "memberDuplicate",
  "memberGuestWithTenantId",
  "memberHistoryAtCreation",
  "memberNotObject",
  "memberRoleUnknown",
  "memberRolesMissing",
  "memberRolesTooMany",
  "memberTenantIdInvalid",
  "memberTypeMissing",
  "memberTypeUnsupported",
  "memberUserInline",
  "memberUserInvalid",
  "memberUserMissing",
  "memberUserUnusual",
  "membersEmpty",
  "membersMissing",
  "membersNotArray",
  "oneOnOneNeedsTwoMembers",
  "propertyReadOnly",
  "propertyUnknown",
  "requestNotObject",
  "topicHasColon",
  "topicNotAllowed",
  "topicNotString",
  "topicTooLong",
  "userWithSpaceAround",
];

/** Items by what `keyOf` says of them. */
function grouped(items, keyOf) {
  const groups = {};
  for (const item of items) {
    groups[keyOf(item)] ??= [];
    groups[keyOf(item)].push(item);
  }
  return groups;
}

test("the same seed gives the same bodies, each by itself too", () => {
  const again = [...generateBodies(1, 500)];
  assert.deepEqual(again, bodies.slice(0, 500));
  for (const index of [499, 3, 77]) {
    assert.deepEqual(generateBody(1, index), bodies[index]);
  }
  assert.notDeepEqual([...generateBodies(2, 10)], bodies.slice(0, 10));
});

test("requests are JSON values", () => {
  for (const { request } of bodies) {
    assert.deepEqual(JSON.parse(JSON.stringify(request)), request);
  }
});

test("every rule is broken alone, often enough, in every form", () => {
  const alone = grouped(
    bodies.filter(({ defects }) => defects.length === 1),
    ({ defects: [{ code }] }) => code,
  );
  const known = Object.keys(alone).filter((code) => alone[code][0].defects[0].severity !== "unknown");
  assert.deepEqual(known.sort(), codes);
  for (const code of codes) {
    assert.ok(alone[code].length >= 10, `${code}: ${alone[code].length}`);
  }
  assert.deepEqual(Object.keys(grouped(bodies, ({ form }) => form)).sort(), ["mixed", "short", "wire"]);
});

test("at least half are right, and enough are not", () => {
  const right = bodies.filter((body) => verdict(body) === null).length;
  assert.ok(right >= count / 2 && right <= count * 0.7, String(right));
});

test("a body is refused for an error, and for nothing else", () => {
  const wrong = bodies.filter((body) => {
    const severities = body.defects.map(({ severity }) => severity);
    if (severities.length > 1 || severities.includes("unknown")) {
      return false;
    }
    return (verdict(body) !== null) !== severities.includes("error");
  });
  assert.deepEqual(
    wrong.map(({ index, defects }) => [index, defects]),
    [],
  );
});

test("oddities are refused sometimes and pass sometimes", () => {
  const odd = bodies.filter(({ defects }) => defects.some(({ severity }) => severity === "unknown"));
  const refused = odd.filter((body) => verdict(body) !== null).length;
  assert.ok(refused > odd.length / 4 && refused < odd.length, `${refused} of ${odd.length}`);
});
