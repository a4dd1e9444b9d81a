/** The values that generated bodies are made of: ids, topics, dates, and things of the wrong kind. */

const names = [
  "jacob",
  "alex",
  "adele.vance",
  "o'brien",
  "d''arcy",
  "jürgen",
  "李雷",
  "50%off",
  "a+b",
  "x_y",
];
const domains = ["contoso.com", "fabrikam.onmicrosoft.com", "münchen.example"];
const letters = ["a", "K", "\u212A", "É", "ß", "Σ", "İ"];

/** Graph's own example names a guest by an id that is neither GUID nor UPN. */
const unusualIds = ["8ba98gf6-7fc2-4eb2-c7f2-aef9f21fd98g", "jacob", "jacob@contoso", "a=b&c", "$x", "12345"];

export function guid(random) {
  const text = [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join("-");
  return random.chance(0.2) ? text.toUpperCase() : text;
}

export function upn(random) {
  const serial = random.below(1000);
  const name = `${random.pick(names)}${random.chance(0.2) ? random.pick(letters) : ""}${serial}`;
  return random.chance(0.15)
    ? `${name}_gmail.com#EXT#@${random.pick(domains)}`
    : `${name}@${random.pick(domains)}`;
}

export const unusualId = (random) =>
  random.chance(0.1) ? "x".repeat(1024) : `${random.pick(unusualIds)}${random.below(1000)}`;

/** Ids that Graph refuses, or that name several users. */
export const invalidIds = [
  "me",
  "Me",
  ".",
  "..",
  "a/b@contoso.com",
  "a\\b@contoso.com",
  "a?b@contoso.com",
  "a@contoso.com,b@contoso.com",
  "a@contoso.com;b@contoso.com",
  "Adele Vance",
  "Adele Vance <adele@contoso.com>",
  "(adele)@contoso.com",
  "[adele@contoso.com]",
  "{8b081ef6-4792-4def-b2c9-c363a1bf41d5}",
  '"adele@contoso.com"',
  "\u201Cadele@contoso.com\u201D",
  "o\u2019brien@contoso.com",
  "«adele@contoso.com»",
  "‹adele@contoso.com›",
  "adele@contoso.com\u200B",
  "a\u00ADb@contoso.com",
  "\u202Aadele@contoso.com",
  "a\tb@contoso.com",
  "a\u0000b",
  "a\u0085b",
  "a\u00A0b",
  "a\u2028b",
  "\uD800@contoso.com",
  "x".repeat(1025),
];

export function topic(random) {
  return random.pick([
    "Group chat title",
    "",
    " ",
    "計画",
    'a/b "c" \\ d',
    "x".repeat(250),
    "<b>&</b>",
    "😀",
  ]);
}

export const longTopic = (random) => "x".repeat(random.pick([251, 300, 4000]));
export const colonTopic = (random) => random.pick([":", "Plan: Q3", "a:b:c"]);

export const notStrings = [0, 42, true, false, [], ["x"], {}, { value: "x" }];

export const dates = [
  "0001-01-01T00:00:00Z",
  "2026-01-31T09:00:00Z",
  "2024-02-29T23:59:59.123456789012+05:30",
  "2026-12-31T00:00Z",
  "2026-12-31T00:00+05:30",
  "2026-06-15T12:00:00-00:00",
  "2000-02-29T00:00:00.0Z",
];

export const invalidDates = [
  "",
  "yesterday",
  "2026-01-31",
  "2026-01-31T09:00:00",
  "2026-01-31 09:00:00Z",
  "2026-02-29T00:00:00Z",
  "1900-02-29T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-00-10T00:00:00Z",
  "2026-01-32T00:00:00Z",
  "2026-01-31T24:00:00Z",
  "2026-01-31T09:60:00Z",
  "2026-01-31T09:00:60Z",
  "2016-12-31T23:59:60Z",
  "2026-01-31t09:00:00Z",
  "2026-01-31T09:00:00z",
  "2026-01-31T09:00:00.1234567890123Z",
  "2026-01-31T09:00.5Z",
  "2026-01-31T09:00:00.Z",
  "2026-01-31T09:00:00+0530",
  "2026-01-31T09:00:00+05",
  "2026-01-31T09:00:00+24:00",
  "2026-01-31T09:00:00Z ",
  "٢٠٢٦-01-31T09:00:00Z",
  "20260131T090000Z",
];

export const invalidGuids = (random) => {
  const text = guid(random);
  return [
    text.slice(1),
    `${text}0`,
    `{${text}}`,
    text.replaceAll("-", ""),
    `g${text.slice(1)}`,
    `urn:uuid:${text}`,
    "x",
  ];
};

/** What can stand in the place of anything. */
export const oddValues = [
  null,
  0,
  -1,
  1.5,
  1e308,
  true,
  false,
  "",
  " ",
  "owner",
  "x@contoso.com",
  [],
  [[]],
  [null],
  [["owner"]],
  {},
  { "": null },
  { id: "x@contoso.com" },
  { a: { b: [] } },
];

/** Names that some languages keep for themselves, and common slips. */
export const unknownNames = [
  "foo",
  "",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "description",
  "chat_type",
  "odata.type",
  "odata.bind",
  "participants",
  "~1/~0",
];
