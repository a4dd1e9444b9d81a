// A module that died can be used again.

import { replaced, replacedEach } from "./replace.mjs";

const check = "if (state.instance !== __wbg_instance_id) {";
const complaint = "throw new Error('Cannot invoke closure from previous WASM instance');";

/**
 * Makes a module that died (it panicked and asked for a fresh instance) harmless and usable again:
 *
 * - Callbacks that the dead instance left behind do nothing. As generated they throw, to nobody; and between the death
 *   and the next call they run in the fresh instance, with addresses of the dead one.
 * - `refresh` brings the fresh instance in, if one is asked for. As generated that happens inside the next call, after
 *   its arguments were written into the dead instance's memory.
 * - `whenDead` says whom to tell when the module throws while it is called back: it was left in the middle of its work.
 * - Size: no callback is watched for being garbage. Rust owns each, and frees it; those of a dead instance go with its memory.
 * - `invalidateInstance` asks for a fresh instance, where the module died without doing so.
 */
export function revivable(glue) {
  const callbacks = glue.split(check).length - 1;
  const silent = replaced(glue, complaint, "return;", callbacks);
  const harmless = replaced(
    silent,
    check,
    "if (state.instance !== __wbg_instance_id || __wbg_reinit_scheduled) {",
    callbacks,
  );
  const telling = replacedEach(
    harmless,
    /return (f\(\w+(?:\.a)?, state\.b, \.\.\.args\));/g,
    "try { return $1; } catch (error) { died(); throw error; }",
  );
  const owned = [
    /^const CLOSURE_DTORS = [\s\S]*?^\}\);\n/gm,
    /^ +CLOSURE_DTORS\.unregister\(state\);\n/gm,
    /^ +CLOSURE_DTORS\.register\(real, state, state\);\n/gm,
  ].reduce((text, pattern) => replacedEach(text, pattern, ""), telling);
  return `${owned}
let died;
export const whenDead = (callback) => {
    died = callback;
};
export { __wbg_call_guard as refresh };
export const invalidateInstance = () => {
    __wbg_reinit_scheduled = true;
};
`;
}
