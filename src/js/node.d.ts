// What is used of Node's own, where it is there: bundlers for the browser would refuse an import of it.

interface Builtins {
  "node:fs": { readFileSync(path: URL): Uint8Array<ArrayBuffer> };
  "node:util": { TextDecoder: typeof TextDecoder; TextEncoder: typeof TextEncoder };
}

export declare const process: {
  getBuiltinModule<Name extends keyof Builtins>(name: Name): Builtins[Name];
};
