/**
 * Requests to try, drawn by a seed: the cases of tests/fixtures, crossed with each other. Every rule is broken somewhere
 * among the cases and just not broken elsewhere, so crossing them breaks rules alone, together and nearly.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hostOfCloud, versions } from "./bind-url.mjs";
import { createRandom } from "./random.mjs";

const fixtures = fileURLToPath(new URL("../fixtures/", import.meta.url));

/** Every case with options that mean something, as `{ request, options }`, and its size within reason. */
const cases = ["rules", "rules/loneSurrogates", "building"]
  .flatMap((folder) =>
    readdirSync(`${fixtures}${folder}`)
      .filter((name) => name.endsWith(".json"))
      .flatMap((name) => JSON.parse(readFileSync(`${fixtures}${folder}/${name}`, "utf8")).cases ?? []),
  )
  .map(({ request, options }) => ({ request, options: { cloud: "global", apiVersion: "v1.0", ...options } }))
  .filter(({ options: { cloud, apiVersion, caller, ...rest } }) => {
    const isCaller = caller === undefined || typeof caller === "string";
    const isCloud = typeof cloud === "string" && cloud in hostOfCloud;
    return isCloud && versions.includes(apiVersion) && isCaller && Object.keys(rest).length === 0;
  })
  .filter(({ request }) => JSON.stringify(request).length < 8_000);

/** Every place below a value: what holds it, under which key, and the name of the key, which all items of a list share. */
function places(value, found = [], name = "") {
  if (value !== null && typeof value === "object") {
    for (const key of Object.keys(value)) {
      const below = Array.isArray(value) ? `${name}[]` : key;
      found.push({ holder: value, key, name: below });
      places(value[key], found, below);
    }
  }
  return found;
}

/** Properties that the package knows everywhere, and leaves out; not every cloud and version declares them. */
const declaredSomewhere = [
  "createdBy",
  "operations",
  "originalCreatedDateTime",
  "scopeInfo",
  "targetedMessages",
  "teamsAppDefinition",
];

/** What stands under a name in any case. */
const seenUnder = new Map();
for (const { request } of cases) {
  for (const { holder, key, name } of places(request)) {
    seenUnder.set(name, [...(seenUnder.get(name) ?? []), holder[key]]);
  }
}
const names = [...seenUnder.keys()];

const set = (holder, key, value) =>
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });

/** Changes one place: to what stands there elsewhere, more seldom to anything, or takes it out, or puts something beside it. */
function change(request, random) {
  // The request as a whole comes first.
  const found = places(request).slice(random.chance(0.98) ? 1 : 0);
  if (found.length === 0) return;
  const { holder, key, name } = random.pick(found);
  const like = (under) => structuredClone(random.pick(seenUnder.get(under) ?? [null]));
  const kind = random.below(20);
  if (kind < 14) set(holder, key, like(name));
  else if (kind < 15) set(holder, key, like(random.pick(names)));
  else if (Array.isArray(holder))
    holder.splice(Number(key), kind < 17 ? 1 : 0, ...(kind < 17 ? [] : [like(name)]));
  else if (kind < 17) delete holder[key];
  else {
    const other = random.pick(names.filter((each) => !each.endsWith("[]")));
    set(holder, other, like(other));
  }
}

/**
 * The first `count` requests of a seed, with options of `validateChat`: a third as they stand in the fixtures, the others
 * changed in one to three places. What `plant` makes is put into some places more.
 */
export function* crossedRequests(seed, count, plant) {
  const random = createRandom(seed);
  for (let index = 0; index < count; index += 1) {
    const { request, options } = structuredClone(random.pick(cases));
    if (random.chance(0.1)) Object.assign(options, random.pick(cases).options);
    const holder = { request };
    for (let changes = random.below(4); changes > 0; changes -= 1) change(holder, random);
    if (places(holder.request).some(({ key }) => declaredSomewhere.includes(key)))
      Object.assign(options, { cloud: "global", apiVersion: "beta" });
    const found = plant ? places(holder) : [];
    for (let planted = random.below(3); found.length > 0 && planted > 0; planted -= 1) {
      const { holder: place, key } = random.pick(found);
      set(place, key, plant(random));
    }
    yield { index, request: holder.request, options };
  }
}
