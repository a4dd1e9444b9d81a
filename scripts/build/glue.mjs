// What has to be different in the JavaScript that wasm-bindgen makes.

const check = "if (state.instance !== __wbg_instance_id) {";
const complaint = "throw new Error('Cannot invoke closure from previous WASM instance');";

/**
 * Makes a module that died (it panicked and asked for a fresh instance) harmless and usable again:
 *
 * - Callbacks that the dead instance left behind do nothing. As generated they throw, to nobody; and between the death
 *   and the next call they run in the fresh instance, with addresses of the dead one.
 * - `refresh` brings the fresh instance in, if one is asked for. As generated that happens inside the next call, after
 *   its arguments were written into the dead instance's memory.
 */
export function revivable(glue) {
  const changed = glue
    .replaceAll(check, "if (state.instance !== __wbg_instance_id || __wbg_reinit_scheduled) {")
    .replaceAll(complaint, "return;");
  const guard = "function __wbg_call_guard() {";
  const places = (text) => glue.split(text).length - 1;
  if (places(check) === 0 || places(check) !== places(complaint) || places(guard) !== 1) {
    throw new Error("wasm-bindgen replaces dead instances in another way now: see scripts/build/glue.mjs.");
  }
  return `${changed}\nexport { __wbg_call_guard as refresh };\n`;
}
