// Compiles files against the built package, imported by its name, with either TypeScript; gives what it says.

import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../../js/helpers/packed.mjs";

const newest = "TypeScript 7";
const usual = "nodenext, ES modules";

const requireOf = (folder) => createRequire(join(root, folder, "package.json"));

/** The one that checks the rest of the tree, and the last that has a JavaScript interface. */
export const compilers = { [newest]: requireOf("."), "TypeScript 5.9": requireOf("tests/types") };

const strictest = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
  target: "es2022",
};

/** Ways to resolve modules: what a package.json beside the files says, and the compiler's options. */
export const modes = {
  [usual]: { type: "module", options: { module: "nodenext" } },
  "nodenext, CommonJS": { type: "commonjs", options: { module: "nodenext" } },
  "node16, CommonJS": { type: "commonjs", options: { module: "node16" } },
  bundler: { type: "module", options: { module: "esnext", moduleResolution: "bundler" } },
};

/** What the platform's types are taken from. */
const platforms = {
  none: { lib: ["es2022"], types: [] },
  dom: { lib: ["es2022", "dom", "dom.iterable", "dom.asynciterable"], types: [] },
  node: {
    lib: ["es2022"],
    types: ["node"],
    typeRoots: [join(root, "tests", "types", "node_modules", "@types")],
  },
};

/**
 * Compiles files, given by name and text, in a folder of their own below build/, from where the package is found by
 * its name. Resolves to `[{ file, line, code, message }]`.
 */
export async function compile(name, files, { compiler = newest, mode = usual, platform, options = {} }) {
  const folder = join(root, "build", "types", name.replaceAll(/[^\w.]+/g, "-"));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = (path, value) => writeFileSync(join(folder, path), value);
  write("package.json", JSON.stringify({ type: modes[mode].type }));
  const compilerOptions = { ...strictest, ...modes[mode].options, ...platforms[platform], ...options };
  write("tsconfig.json", JSON.stringify({ compilerOptions, files: Object.keys(files) }));
  for (const [path, text] of Object.entries(files)) write(path, text);
  const tsc = compilers[compiler].resolve("typescript/package.json").replace("package.json", "bin/tsc");
  const output = await new Promise((resolve, reject) => {
    execFile(process.execPath, [tsc, "--pretty", "false"], { cwd: folder }, (error, stdout, stderr) => {
      // An exit code says that there are diagnostics; anything else is a fault of the compiler.
      if (error && (typeof error.code !== "number" || stdout === "")) reject(new Error(`${error} ${stderr}`));
      else resolve(stdout);
    });
  });
  return diagnosticsOf(output);
}

/** The lines of further explanation, which are indented, belong to the message before them. */
function diagnosticsOf(output) {
  const diagnostics = [];
  for (const line of output.split("\n").filter(Boolean)) {
    const [, file, number, code, message] = /^(?:(.*)\((\d+),\d+\): )?error (TS\d+): (.*)$/.exec(line) ?? [];
    if (code) diagnostics.push({ file: file ?? null, line: Number(number ?? 0), code, message });
    else if (diagnostics.length > 0) diagnostics.at(-1).message += `\n${line.trim()}`;
  }
  return diagnostics;
}

/** A file of tests/types/cases. */
export const caseText = (name) => readFileSync(join(root, "tests", "types", "cases", name), "utf8");
