// `--dry-run`: what would be sent, where to, and how long it would take.

import { isGroupKey } from "../runs/index.ts";
import { hosts } from "./advice.ts";
import type { CreateOptions } from "./arguments.ts";
import type { CheckedList } from "./check.ts";
import { exitCodes } from "./command-error.ts";
import type { Io } from "./io.ts";
import { counted, duration, lineWriter, number, theyAre } from "./output.ts";

/** What Teams takes from an app in a tenant, by Graph's page on its limits. */
const perSecond = 30;

export async function dryRun(list: CheckedList, options: CreateOptions, { stdout }: Io): Promise<number> {
  const send = { oneOnOne: 0, group: 0 };
  let messages = 0;
  list.plan.restart();
  for await (const line of list.input.lines()) {
    if (list.isRejected(line.index)) continue;
    const key = list.keyOf(line);
    const { action, isMessageLeft } = list.plan.next(key);
    if (action === "send") send[isGroupKey(key) ? "group" : "oneOnOne"] += 1;
    if (line.message !== undefined && isMessageLeft && action !== "skip" && action !== "cutOff")
      messages += 1;
  }
  const { numbers, removedGroups } = list.settled;
  const { cloud, baseUrl, apiVersion } = options;
  const count = send.oneOnOne + send.group;
  const facts = { send: count, sendOneOnOne: send.oneOnOne, sendGroup: send.group, sendMessages: messages };
  const to = {
    cloud,
    apiVersion,
    url: baseUrl ?? hosts[cloud],
    durationMs: Math.round(((count + messages) * 1000) / perSecond),
  };
  const kinds = Object.entries(send).flatMap(([kind, some]) => (some > 0 ? [`${number(some)} ${kind}`] : []));
  const { created, failed, unknown, skipped } = numbers.now;
  const isReused = options.ifExists === "reuse";
  const text = [
    `${isReused && count > 0 ? "At most " : ""}${counted(count, "chat")} would be created${kinds.length > 0 ? ` (${kinds.join(", ")})` : ""} in the ${cloud} cloud, at ${to.url}/${apiVersion}; nothing was sent.`,
    isReused &&
      send.group > 0 &&
      "Groups that are there already would be used, and equal lines would have one group (--if-exists reuse).",
    messages > 0 && `${counted(messages, "message")} would be sent.`,
    to.durationMs >= 1_000 &&
      `At ${perSecond} a second, which is what Teams takes, that is about ${duration(to.durationMs)}.`,
    created > 0 && `${counted(created, "line")} of ${number(numbers.now.lines)} created earlier.`,
    failed > 0 &&
      !options.retryFailed &&
      `${counted(failed, "line")} failed earlier, and would be sent with --retry-failed only.`,
    unknown > 0 &&
      !options.retryUnknown &&
      `${counted(unknown, "line")} may exist already, and ${options.onUnknown === "look" ? "would be looked for" : "would be looked for with --on-unknown look, and sent with --retry-unknown, only"}.`,
    skipped > 0 &&
      `${counted(skipped, "line")} would be skipped, because ${theyAre(skipped)} wrong or held back.`,
    removedGroups > 0 &&
      `${counted(removedGroups, "group")} of earlier runs ${removedGroups === 1 ? "has" : "have"} no line in this list.`,
  ].filter((line) => line !== false);
  const json = {
    command: "create",
    dryRun: true,
    exitCode: exitCodes.done,
    ...list.counts,
    ...numbers.now,
    ...facts,
    ...to,
  };
  await lineWriter(stdout)(options.json ? JSON.stringify(json) : text.join("\n"));
  return exitCodes.done;
}
