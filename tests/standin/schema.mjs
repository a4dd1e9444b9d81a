/** The JSON Schema (draft 2020-12) of a *Create chat* body: the cloud's CSDL, narrowed by what the pages say. */
import Ajv from "ajv/dist/2020.js";
import { propertiesOf, readModel } from "./csdl.mjs";
import { inputs, memberTypes, undeclaredTypes } from "./documented.mjs";

/** A property that Graph sets: whatever is sent there is ignored. */
const ignored = { readOnly: true };

const primitives = {
  "Edm.String": { type: "string", format: "well-formed" },
  "Edm.Boolean": { type: "boolean" },
  "Edm.Int32": { type: "integer" },
  "Edm.DateTimeOffset": { type: "string", format: "date-time-offset" },
};

const dateTimeOffset =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,12})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** OData's form of a date and time; a day that is not in the calendar comes back from Date as another. */
function isDateTimeOffset(text) {
  const day = dateTimeOffset.exec(text)?.[1];
  const date = new Date(`${day}T00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(day);
}

const orNull = (schema) =>
  schema.type ? { ...schema, type: [schema.type, "null"].flat() } : { anyOf: [{ type: "null" }, schema] };

function schemaOfType(model, type, nullable) {
  const [, item] = /^Collection\((.+)\)$/.exec(type) ?? [];
  if (item) return { type: ["array", "null"], items: schemaOfType(model, item, false) };
  const name = type.replace(/^graph\./, "");
  if (name === "conversationMember") return memberSchema(model);
  const values = model.enums.get(name);
  const schema =
    primitives[type] ??
    (values ? { enum: nullable ? [...values, null] : values } : undefined) ??
    undeclaredTypes[name] ??
    objectSchema(model, name);
  return nullable && !values ? orNull(schema) : schema;
}

function objectSchema(model, typeName) {
  const properties = {};
  for (const [name, { type, nullable }] of propertiesOf(model, typeName)) {
    const documented = inputs[typeName]?.[name];
    properties[name] = documented ? { ...schemaOfType(model, type, nullable), ...documented } : ignored;
  }
  return { type: "object", properties, patternProperties: { "@": true }, additionalProperties: false };
}

/** The declared type of a member is abstract: its annotation says which derived one it is. */
function memberSchema(model) {
  const typeIs = { properties: { "@odata.type": { enum: memberTypes } }, required: ["@odata.type"] };
  const bothUsers = {
    properties: { user: { not: { type: "null" } }, "user@odata.bind": { not: { type: "null" } } },
    required: ["user", "user@odata.bind"],
  };
  return {
    type: "object",
    if: typeIs,
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { ...objectSchema(model, "aadUserConversationMember"), not: bothUsers, answer: "bindMissing" },
    else: { not: {}, answer: "memberType" },
  };
}

/** The schema as JSON, for one cloud and version. */
function createChatSchema({ version = "v1.0", cloud = "global" } = {}) {
  const model = readModel({ version, cloud });
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...objectSchema(model, "chat") };
}

/** The schema of a member alone, as it is added to a chat. */
const memberAloneSchema = ({ version, cloud }) => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  ...memberSchema(readModel({ version, cloud })),
});

const compiled = new Map();

/** Ajv's compiled check of a body for one cloud and version; of a member alone where `alone` is true. */
export function bodyValidator({ version = "v1.0", cloud = "global", alone = false } = {}) {
  const key = `${cloud} ${version} ${alone}`;
  if (!compiled.has(key)) {
    const ajv = new Ajv({ strict: true, strictTypes: false, allowUnionTypes: true, verbose: true });
    ajv.addFormat("date-time-offset", isDateTimeOffset);
    ajv.addFormat("well-formed", (text) => text.isWellFormed());
    ajv.addKeyword("answer");
    compiled.set(key, ajv.compile((alone ? memberAloneSchema : createChatSchema)({ version, cloud })));
  }
  return compiled.get(key);
}
