/** What it means that a group was looked for in vain, and what to do: as where one chat is created. */
import type { Looked } from "../model/bulk/plan-list.ts";
import { timeText } from "../ui/numbers.ts";
import { createUnknownAgain } from "./choices.tsx";

export const lookedWords = ({ at, isEarly }: Looked): string =>
  `Looked for at ${timeText(at)}: not listed. ${isEarly ? "A new chat may take half a minute to be listed: look again in a minute." : "It was very probably not created."}`;

export const createAgainWords = `To create it again, choose “New list”, give this list once more, and tick “${createUnknownAgain}”.`;
