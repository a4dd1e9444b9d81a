// What the module imports by name. Nothing here throws: a fault inside the module would leave a promise pending.

import { Aborter } from "./aborter.ts";
import type * as boundary from "./boundary.ts";
import { causeOf } from "./cause.ts";
import { ChatError } from "./chat-error.ts";
import { elapsed, now, random, Timer } from "./clock.ts";
import { rejectPending } from "./pending.ts";

/** Of its own: promises of libraries may call back at once, or twice. */
const settled = async (value: unknown) => value;

const causeText = (thrown: unknown) => JSON.stringify(causeOf(thrown));

({
  Aborter,
  ChatError,
  Timer,
  now,
  elapsed,
  random,
  settled,
  causeText,
  rejectPending,
}) satisfies boundary.Imports;

export { Aborter, ChatError, causeText, elapsed, now, random, rejectPending, settled, Timer };
