/** How the local Graph can be asked to take many chats. */
import type { Cloud } from "msgraph-chats";
import { tellLocalGraph } from "./local-graph.ts";

interface Pace {
  id: string;
  title: string;
  throttle: object | null;
  specs: readonly object[];
}

const limit = (ratePerSecond: number) => ({ ratePerSecond, burst: ratePerSecond / 5 });
const inner = { inner: "any", method: "POST", path: "/chats" };

export const usualPace: Pace = {
  id: "200",
  title: "Throttles over 200 a second",
  throttle: limit(200),
  specs: [],
};

export const paces: readonly Pace[] = [
  usualPace,
  { id: "30", title: "Throttles over 30 a second, as Teams may", throttle: limit(30), specs: [] },
  { id: "free", title: "Takes whatever comes", throttle: null, specs: [] },
  {
    id: "lossy",
    title: "Throttles, refuses some, loses some answers",
    throttle: limit(200),
    specs: [
      { match: inner, skip: 5, times: 2, answer: "noLicence" },
      { match: { ...inner, chatType: "group" }, skip: 2, times: 2, drop: true },
    ],
  },
];

export async function prepareLocalPace(url: string, cloud: Cloud, paceId: string): Promise<void> {
  const { throttle, specs } = paces.find(({ id }) => id === paceId) ?? usualPace;
  await tellLocalGraph(url, { cloud, throttle }, specs);
}
