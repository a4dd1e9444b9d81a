/**
 * Generates *Create chat* requests, right ones and broken ones, always the same for the same seed: to be judged
 * by the package and by check-body.mjs, which must agree.
 */
import { drawChat, toWire, writeChat } from "./generate/chat.mjs";
import { chatDefects } from "./generate/chat-defects.mjs";
import { memberDefects } from "./generate/member-defects.mjs";
import { oddities } from "./generate/oddities.mjs";
import { guid, upn } from "./generate/values.mjs";
import { createRandom } from "./random.mjs";

const clouds = ["global", "global", "global", "global", "usGovernmentL4", "usGovernmentL5", "china"];
const forms = ["wire", "wire", "wire", "short", "mixed"];
const defects = [...chatDefects, ...memberDefects];
const warnings = defects.filter(({ severity }) => severity !== "error");

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const hasMembers = ({ request }) => Array.isArray(request?.members) && request.members.length > 0;

function tryApply(defect, context) {
  if ((memberDefects.includes(defect) || defect.needsMembers) && !hasMembers(context)) {
    return false;
  }
  return defect.apply(context) !== false;
}

/** Applies one of the defects, the first of a few tries that finds an occasion. */
function applySome(choices, context) {
  for (let tries = 0; tries < 8; tries += 1) {
    const before = { request: context.request, options: context.options };
    Object.assign(context, structuredClone(before));
    const defect = context.random.pick(choices);
    if (tryApply(defect, context)) {
      return [{ code: defect.code, severity: defect.severity }];
    }
    Object.assign(context, before);
  }
  return [];
}

/** Half are right but for warnings; of the others most have one defect, some several, some an oddity. */
function spoil(context) {
  const kind = context.random.below(100);
  const errors = defects.filter(({ severity }) => severity === "error");
  if (kind < 35) {
    return [];
  }
  if (kind < 50) {
    return applySome(warnings, context);
  }
  if (kind < 80) {
    return applySome(errors, context);
  }
  const choices = kind < 90 ? oddities : [...defects, ...oddities];
  const count = context.random.between(1, 3);
  const applied = [];
  for (let index = 0; index < count && isObject(context.request); index += 1) {
    applied.push(...applySome(choices, context));
  }
  return applied;
}

function drawOptions(random, chat) {
  const options = { cloud: random.pick(clouds), apiVersion: random.pick(["v1.0", "v1.0", "beta"]) };
  if (random.chance(0.2)) {
    const own = random.pick(chat.members).user;
    const cased = own.toUpperCase().toLowerCase() === own.toLowerCase() ? own.toUpperCase() : own;
    options.caller = random.pick([own, cased, ` ${own} `, "not a name"]);
  } else if (random.chance(0.05)) {
    // Of the other kind than the members, so that nobody can tell whether it is one of them.
    options.caller = chat.members.every(({ user }) => user.includes("@")) ? guid(random) : upn(random);
  }
  return options;
}

/**
 * One request: `{ index, form, options, request, wire, defects }`. `options` are those of `validateChat`, `wire` is
 * the request with the short form written out, as Graph would have to judge it, and `defects` lists
 * `{ code, severity }` of what was done to it; "unknown" where only the judges can say.
 */
export function generateBody(seed, index) {
  const random = createRandom((Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0);
  const form = random.pick(forms);
  const chat = drawChat(random);
  const options = drawOptions(random, chat);
  const context = { request: writeChat(chat, form, options, random), options, form, random };
  const applied = spoil(context);
  const { request } = context;
  return {
    index,
    form,
    options: context.options,
    request,
    wire: toWire(request, context.options),
    defects: applied,
  };
}

/** The first `count` requests of a seed. */
export function* generateBodies(seed, count) {
  for (let index = 0; index < count; index += 1) {
    yield generateBody(seed, index);
  }
}
