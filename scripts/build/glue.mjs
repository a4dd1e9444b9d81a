// What has to be different in the JavaScript that wasm-bindgen makes: each change says which promise needs it, or what it gains.

import { patient } from "./glue/environment.mjs";
import { renamed } from "./glue/names.mjs";
import { revivable } from "./glue/revivable.mjs";
import { quickTexts } from "./glue/texts.mjs";

/** What src/js calls of the glue; the bundler leaves out what is called by nothing. */
const called = [
  "buildChat",
  "call",
  "checkClientOptions",
  "validateChat",
  "begin",
  "refresh",
  "invalidateInstance",
  "whenDead",
];

/** The glue for the module whose imports and exports have these names (wasm-opt.mjs). */
export const adapted = (glue, names) => renamed(quickTexts(patient(revivable(glue))), names);

/** A module that gives what is called of the glue in this file as one plain object. */
export const glueObject = (file) => `import { ${called.join(", ")} } from ${JSON.stringify(file)};
export default { ${called.join(", ")} };`;
