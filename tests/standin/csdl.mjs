/** Reads Graph's schema fragments (CSDL): which properties each type declares, and of which type. */
import { readFileSync } from "node:fs";
import { XMLParser } from "fast-xml-parser";

const folder = new URL("../fixtures/graph/csdl/", import.meta.url);

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  isArray: (name) =>
    ["EntityType", "ComplexType", "EnumType", "Property", "NavigationProperty", "Member"].includes(name),
});

/** The fragment of v1.0 that each national cloud publishes. */
const fragmentOfCloud = {
  global: "v1.0-Prod",
  usGovernmentL4: "v1.0-Fairfax",
  usGovernmentL5: "v1.0-Fairfax",
  china: "v1.0-Mooncake",
};

/** Beta has v1.0's properties and more; the fragments of beta come from two clouds that lag behind. */
const fragmentOfBeta = "beta-USSec";

function readFragment(name) {
  const { Fragment } = parser.parse(readFileSync(new URL(`${name}.xml`, folder), "utf8"));
  const types = new Map();
  for (const type of [...(Fragment.EntityType ?? []), ...(Fragment.ComplexType ?? [])]) {
    const { Property = [], NavigationProperty = [] } = type;
    const properties = [...Property, ...NavigationProperty].map((property) => [
      property.Name,
      { type: property.Type, nullable: property.Nullable !== "false" },
    ]);
    types.set(type.Name, { base: type.BaseType?.replace(/^graph\./, ""), properties: new Map(properties) });
  }
  const enums = new Map(
    (Fragment.EnumType ?? []).map((type) => [type.Name, type.Member.map((member) => member.Name)]),
  );
  return { types, enums };
}

function merge(first, second) {
  const types = new Map(first.types);
  for (const [name, type] of second.types) {
    const known = types.get(name);
    types.set(name, { ...type, properties: new Map([...(known?.properties ?? []), ...type.properties]) });
  }
  return { types, enums: new Map([...first.enums, ...second.enums]) };
}

/** The model that a cloud publishes for a version: `{ types, enums }`. */
export function readModel({ version = "v1.0", cloud = "global" } = {}) {
  const model = readFragment(fragmentOfCloud[cloud]);
  return version === "beta" ? merge(model, readFragment(fragmentOfBeta)) : model;
}

/** The properties of a type, its bases' included. Every entity has an `id`: the base of all is not in the fragments. */
export function propertiesOf(model, typeName) {
  const type = model.types.get(typeName);
  if (!type) return new Map([["id", { type: "Edm.String", nullable: true }]]);
  return new Map([...(type.base ? propertiesOf(model, type.base) : []), ...type.properties]);
}
