// When the npm packages are installed anew, and which Node is refused.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isStale, requireNode } from "../../scripts/setup/npm.mjs";

const locked = {
  packages: {
    "": { name: "workspace", devDependencies: { vite: "8.3.8" } },
    "node_modules/vite": { version: "8.3.8", integrity: "sha512-vite", dev: true },
    "node_modules/fsevents": { version: "2.3.3", integrity: "sha512-fsevents", optional: true },
  },
};
const vite = locked.packages["node_modules/vite"];

const cases = [
  ["nothing is installed", null, true],
  ["all is there but an optional package for another machine", { "node_modules/vite": vite }, false],
  ["the optional package is there too", { ...locked.packages, "": undefined }, false],
  ["a package is missing", {}, true],
  ["a package has another version", { "node_modules/vite": { ...vite, version: "8.3.7" } }, true],
  ["a package has another content", { "node_modules/vite": { ...vite, integrity: "sha512-other" } }, true],
  [
    "the optional package has another version",
    {
      "node_modules/vite": vite,
      "node_modules/fsevents": { version: "2.3.2", integrity: "sha512-fsevents" },
    },
    true,
  ],
  [
    "a package is there that is no longer locked",
    { "node_modules/vite": vite, "node_modules/old": vite },
    true,
  ],
];

for (const [title, packages, expected] of cases) {
  test(`${title}: ${expected ? "npm ci" : "nothing to do"}`, () => {
    assert.equal(isStale(locked, packages && { packages: withoutUndefined(packages) }), expected);
  });
}

test("a Node that is too old is refused with what to do, 20 and newer are not", () => {
  assert.throws(() => requireNode("v18.20.4"), {
    message: /Node v18\.20\.4 is too old: install Node 20 or newer/,
  });
  requireNode("v20.0.0");
  requireNode("v26.1.0");
});

function withoutUndefined(packages) {
  return Object.fromEntries(Object.entries(packages).filter(([, entry]) => entry !== undefined));
}
