export default defineNuxtConfig({
  compatibilityDate: "2026-11-01",
  telemetry: false,
  // As docs/environments.md says: needed on the edge, not in Node.
  nitro: { experimental: { wasm: process.env.NITRO_PRESET !== undefined } },
});
