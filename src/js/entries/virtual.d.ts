// What the build puts in the place of these names (scripts/build/package.mjs).

declare module "msgraph-chats:glue" {
  const glue: import("../start.ts").Glue;
  export default glue;
}

/** The bytes of the module. */
declare module "msgraph-chats:inlined" {
  const bytes: (TextEncoder: typeof globalThis.TextEncoder) => Uint8Array<ArrayBuffer>;
  export default bytes;
}

/** Where the module lies beside the package's own file. */
declare module "msgraph-chats:beside" {
  const url: () => URL | undefined;
  export default url;
}

declare module "*.wasm" {
  const module: WebAssembly.Module;
  export default module;
}

declare module "*.wasm?module" {
  const module: WebAssembly.Module;
  export default module;
}
