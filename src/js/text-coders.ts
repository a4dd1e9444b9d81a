// The classes that read and write UTF-8, wherever the environment has them.

import { ChatError } from "./chat-error.ts";
import type { process } from "./node.d.ts";

export interface Coders {
  readonly TextDecoder: typeof TextDecoder;
  readonly TextEncoder: typeof TextEncoder;
}

/** The platform's own; under Jest's jsdom Node has them, and no global has. Throws ChatError where there are none. */
export function textCoders(): Coders {
  const { TextDecoder, TextEncoder } = globalThis;
  if (TextDecoder && TextEncoder) return { TextDecoder, TextEncoder };
  const node = (globalThis as { process?: typeof process }).process?.getBuiltinModule?.("node:util");
  if (node) return node;
  throw new ChatError({
    kind: "usage",
    message:
      "This environment has no TextDecoder or no TextEncoder: make them global (in Node they are in node:util), then call again.",
  });
}
