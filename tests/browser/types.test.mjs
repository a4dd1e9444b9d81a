// The page's own types, against those of the package.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import test from "node:test";
import { root } from "../../scripts/setup.mjs";

test("the page's TypeScript has no errors", () => {
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  execFileSync(process.execPath, [tsc, "--project", join(root, "www")], { stdio: "inherit" });
});
