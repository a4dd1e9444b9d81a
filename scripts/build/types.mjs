// Makes one declaration file of its parts, so that the package shows its types in one place.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const importOfPart = /^import type [^;]*? from "\.\/[\w-]+\.js";\n+/gm;
const exportOfPart = /^export \* from "(\.\/types\/[\w-]+)\.js";\n/gm;

/** In a declaration file that has none, what is not exported counts as exported too. */
const onlyWhatIsExported = "\nexport {};\n";

/** The text of a declaration file with every part that it exports in the place of the export. */
export function declarationText(path) {
  const part = (_, name) => {
    const text = readFileSync(join(dirname(path), `${name}.d.ts`), "utf8");
    return `\n${text.replace(importOfPart, "")}`;
  };
  return readFileSync(path, "utf8").replace(exportOfPart, part) + onlyWhatIsExported;
}
