// How Vite serves and builds the page.

import { fileURLToPath } from "node:url";
import { defineConfig, loadEnv } from "vite";
import { contentSecurityPolicy } from "./content-security-policy.ts";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => {
  const { VITE_GRAPH_URL: graphUrl } = loadEnv(mode, folder("."), "VITE_");
  return {
    root: folder("."),
    base: "./",
    plugins: [contentSecurityPolicy(graphUrl)],
    // The package is linked, so its real place is outside this folder; so are the parts shared with the command.
    server: {
      fs: {
        allow: [folder("."), folder("../pkg"), folder("../node_modules"), folder("../src/js")],
      },
    },
    build: {
      outDir: folder("../build/www"),
      emptyOutDir: true,
      target: "es2022",
      reportCompressedSize: false,
      rolldownOptions: {
        input: [folder("index.html"), folder("signed-in.html")],
        // Fluent's files say that they are for clients, which a bundle for a browser need not know.
        onLog: (level, log, handle) => log.code === "MODULE_LEVEL_DIRECTIVE" || handle(level, log),
      },
    },
  };
});
