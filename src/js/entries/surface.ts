// What every entry gives, over its own way to start the module.

import { ChatError, isChatError } from "../chat-error.ts";
import { createApi } from "../client.ts";
import type { Start } from "../start.ts";
import type * as api from "../types.d.ts";

/** The public functions and classes, under their own names although they are minified: logs show them. */
export function surface(start: Start): typeof api {
  const whole: typeof api = { ...createApi(start), ChatError, isChatError };
  for (const [name, value] of Object.entries(whole)) {
    Object.defineProperty(value, "name", { value: name, configurable: true });
  }
  return whole;
}
