// Secrets with marks on them, and the search for them in everything that an error shows.

import { inspect } from "node:util";

/** Tokens use every letter that a header takes, so that nothing depends on how texts are escaped. */
export const token = 'eyJtb2Nr.TOKEN-secret_~+/="\\<&>.c2lnbmF0dXJl';

export const secrets = {
  token,
  "a later token": "eyJtb2Nr.TOKEN-other.c2lnbmF0dXJl",
  "an object id": "5ec2e700-aaaa-4bbb-8ccc-00000000d00d",
  "another object id": "5ec2e700-AAAA-4BBB-8CCC-00000000BEEF",
  "a principal name": "marked.o'person@secret-tenant.example",
  "a guest's principal name": "marked_mail.example#EXT#@secret-tenant.example",
  "a tenant id": "7e4a4700-dddd-4eee-8fff-0000000c0ffe",
  "a topic": 'Marked "topic" of layoffs — é',
  "a display name": "Marked Displayname",
};

/** A group with all of them, and a one-on-one chat. */
export const markedGroup = {
  chatType: "group",
  topic: secrets["a topic"],
  members: [
    secrets["an object id"],
    { user: secrets["another object id"], tenantId: secrets["a tenant id"] },
    secrets["a principal name"],
    { user: secrets["a guest's principal name"], role: "guest" },
  ],
};

export const markedOneOnOne = {
  chatType: "oneOnOne",
  members: [secrets["an object id"], secrets["a principal name"]],
};

/** How a secret may be spelled in a text. */
function spellings(secret) {
  const encoded = encodeURIComponent(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const doubled = secret.replaceAll("'", "''");
  return [...new Set([secret, encoded, json, doubled, doubled.replaceAll("#", "%23"), encodeURI(doubled)])];
}

/** Everything that an error shows by itself, by name. */
function faces(error, name = "error", seen = new Set()) {
  if (error === null || typeof error !== "object" || seen.has(error)) return { [name]: String(error) };
  seen.add(error);
  return {
    [`${name} as text`]: String(error),
    [`${name}.message`]: String(error.message),
    [`${name}.stack`]: String(error.stack),
    [`${name} as JSON`]: JSON.stringify(error),
    [`${name}, its properties`]: JSON.stringify(Object.entries(error)),
    [`${name} inspected`]: inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: false }),
    [`${name} cloned`]: inspect(structuredClone(error), { depth: Number.POSITIVE_INFINITY }),
    ...(error.cause === undefined ? {} : faces(error.cause, `${name}.cause`, seen)),
    ...(Array.isArray(error.errors) ? faces(error.errors, `${name}.errors`, seen) : {}),
  };
}

/** The secrets that a text holds, as sentences. */
export function secretsIn(text, where) {
  return Object.entries(secrets)
    .filter(([, secret]) => spellings(secret).some((spelling) => text.includes(spelling)))
    .map(([what]) => `${where} holds ${what}: ${text.slice(0, 300)}`);
}

/** The secrets that an error shows, as sentences. */
export const leaksOf = (error) =>
  Object.entries(faces(error)).flatMap(([where, text]) => secretsIn(text ?? "", where));

const spelledOut = (given) => given.flatMap(spellings).join(" | ");

/** Every secret in one text, each spelled in every way. */
export const everything = spelledOut(Object.values(secrets));

/** The same of what a call knows: the tokens and what its request says. */
export function everythingOf(request) {
  const said = JSON.stringify(request);
  const known = Object.values(secrets).filter((secret) => said.includes(JSON.stringify(secret).slice(1, -1)));
  return spelledOut([token, secrets["a later token"], ...known]);
}
