// What a fresh process of Node takes: time to the first body and to the first chat, and memory.

import { numberOf } from "../processes.mjs";
import { inRounds, rowOf } from "./rounds.mjs";

export async function freshRows({ url, rounds, memoryRounds, memoryChats }) {
  const unit = "ms";
  const better = "less";
  const cold = (until) => inRounds(rounds, (id) => numberOf("cold.mjs", id, until, url), { warmUps: 1 });
  const memory = await inRounds(memoryRounds, (id) => numberOf("memory.mjs", id, url, memoryChats));
  return [
    rowOf({ id: "cold-body", title: "Cold start: import and first body", unit, better }, await cold("body")),
    rowOf(
      { id: "cold-chat", title: "Cold start: import and first chat on loopback", unit, better },
      await cold("chat"),
    ),
    rowOf({ id: "memory", title: "Peak memory, chats of 25 members", unit: "MB", better }, memory),
  ];
}
