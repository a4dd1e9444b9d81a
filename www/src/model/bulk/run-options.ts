/** How a run goes: where to, how fast, and what is done about chats that are there, or may be. */
import type { OnUnknown } from "msgraph-chats";
import { type Permission, permissionsFor } from "../permissions.ts";
import type { Settings } from "../settings.ts";
import type { PlannedList } from "./plan-list.ts";

/** What the command has as `--on-unknown`, `--if-exists`, `--verify` and `--add-missing`. */
export interface ChatOptions {
  onUnknown: OnUnknown;
  ifExists: "create" | "reuse";
  /** Look who is in each chat. */
  verify: boolean;
  addMissing: boolean;
}

export const initialChatOptions: ChatOptions = {
  onUnknown: "report",
  ifExists: "create",
  verify: false,
  addMissing: false,
};

export interface RunOptions extends ChatOptions {
  settings: Settings;
  paceId: string;
  batchSize: number;
  /** Null lets the client choose. */
  concurrency: number | null;
}

/** What a run over these lines is about to do. */
export function permissionsOf(options: ChatOptions, planned: PlannedList | null): readonly Permission[] {
  const { onUnknown, ifExists, verify, addMissing } = options;
  const hasMessages = (planned?.numbers.messages.wanted ?? 0) > 0;
  const isToAsk = (planned?.numbers.now.accepted ?? 0) > 0;
  const reads = onUnknown === "look" || ifExists === "reuse" || verify || isToAsk;
  return [
    ...permissionsFor.create,
    ...(reads ? permissionsFor.read : []),
    ...(verify && addMissing ? permissionsFor.addMembers.slice(0, 1) : []),
    ...(hasMessages ? permissionsFor.sendMessage : []),
  ];
}
