// What every entry gives, over its own way to start the module.

import { ChatError, isChatError } from "../chat-error.js";
import { createApi } from "../client.js";

/** The public functions and classes, under their own names although they are minified: logs show them. */
export function surface(start) {
  const api = createApi(start);
  for (const [name, value] of Object.entries({ ...api, ChatError, isChatError })) {
    Object.defineProperty(value, "name", { value: name, configurable: true });
  }
  return api;
}
