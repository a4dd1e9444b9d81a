// The table of sizes in the README, of the package as it was built last.

import { fileSizes } from "../size/files.mjs";

/** How much of an entry crosses the network, and when, as Markdown. */
export function sizesTable() {
  const sizes = fileSizes();
  const kB = (name) => `${Math.round(sizes[name].brotli / 1000)} kB`;
  return [
    "| import | brotli | |",
    "| --- | --: | --- |",
    `| \`msgraph-chats/slim\` | ${kB("slim.js")}, and ${kB("msgraph-chats.wasm")} more at the first call | **for web apps.** Loads the WebAssembly module from a URL when it is first needed, compiles it while it arrives, and lets the browser cache it by itself. Before \`validateChat\` or \`buildChat\`: \`await init()\` |`,
    `| \`msgraph-chats\` | ${kB("index.js")} | for Node and other servers, and where one file is worth more than size. The module is inside |`,
  ].join("\n");
}
