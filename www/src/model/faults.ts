/** Bad days of the local Graph, as switches that can be combined, and the ones that come ready-made. */

export interface Faults {
  /** Status of the answer; "" is the one that Graph would give. */
  status: "" | "403" | "429" | "500" | "502" | "503" | "504";
  /** Whole seconds; "" sends no Retry-After. */
  retryAfter: string;
  /** "before": nothing was done when the connection ends. "after": the chat exists. */
  lose: "" | "before" | "after";
  /** The chat is made before the status above is answered. */
  madeFirst: boolean;
  /** The body of a gateway in front of Graph. */
  html: boolean;
  /** Whole seconds that an answer takes; "" is at once. */
  slow: string;
  /** How many attempts this happens to. */
  times: "1" | "2" | "4" | "always";
  /** The app cannot be installed: the operation fails. */
  appFails: boolean;
}

export const noFaults: Faults = {
  status: "",
  retryAfter: "",
  lose: "",
  madeFirst: false,
  html: false,
  slow: "",
  times: "1",
  appFails: false,
};

export interface Preset {
  id: string;
  title: string;
  faults: Faults;
}

const preset = (id: string, title: string, faults: Partial<Faults>): Preset => ({
  id,
  title,
  faults: { ...noFaults, ...faults },
});

export const presets: readonly Preset[] = [
  preset("none", "As documented", {}),
  preset("throttled-once", "Throttles once, for 2 seconds", { status: "429", retryAfter: "2" }),
  preset("throttled", "Throttles every attempt", { status: "429", retryAfter: "1", times: "4" }),
  preset("unavailable-once", "Is unavailable once (503, Retry-After)", { status: "503", retryAfter: "1" }),
  preset("failed-after", "Creates the chat, but answers 504 once", { status: "504", madeFirst: true }),
  preset("cut", "Creates the chat, then hangs up once", { lose: "after" }),
  preset("html", "A gateway’s HTML page, once", { status: "502", html: true }),
  preset("slow", "Answers after 20 seconds (try Cancel)", { slow: "20" }),
  preset("operation-failed", "The app cannot be installed", { appFails: true }),
];

/** The one that these switches are; "custom" where they are none. */
export const presetOf = (faults: Faults): string =>
  presets.find((preset) => isEqual(preset.faults, faults))?.id ?? "custom";

const isEqual = (one: Faults, other: Faults) =>
  (Object.keys(noFaults) as (keyof Faults)[]).every((name) => one[name] === other[name]);

/** What of `value` are switches: the rest, and what cannot be one, is as documented. */
export function faultsFrom(value: unknown): Faults {
  const given = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const known = (name: keyof Faults, values: readonly unknown[]) =>
    values.includes(given[name]) ? { [name]: given[name] } : {};
  const seconds = (name: "retryAfter" | "slow") =>
    isSeconds(given[name]) ? { [name]: given[name] as string } : {};
  return {
    ...noFaults,
    ...known("status", ["403", "429", "500", "502", "503", "504"]),
    ...known("lose", ["before", "after"]),
    ...known("times", ["2", "4", "always"]),
    ...known("madeFirst", [true]),
    ...known("html", [true]),
    ...known("appFails", [true]),
    ...seconds("retryAfter"),
    ...seconds("slow"),
  };
}

/** Empty, or whole seconds of at most an hour. */
export const isSeconds = (value: unknown) =>
  typeof value === "string" && /^\d{0,4}$/.test(value) && Number(value) <= 3600;

const creation = { method: "POST", path: "/chats" };

const failedOperation = {
  match: { method: "GET", pathPattern: "/operations" },
  times: "always",
  status: 200,
  body: {
    id: "2432b57b-0abd-43db-aa7b-16eadd115d34",
    operationType: "createChat",
    status: "failed",
    attemptsCount: 1,
    error: { code: "Forbidden", message: "The app could not be installed." },
  },
};

/** What the local Graph's control API is told. */
export function specsOf(faults: Faults): object[] {
  const { status, retryAfter, lose, madeFirst, html, slow, times, appFails } = faults;
  const what = {
    ...(status !== "" && { status: Number(status) }),
    ...(status !== "" && madeFirst && { after: true }),
    ...(html && { kind: "html" }),
    ...(retryAfter !== "" && { headers: { "Retry-After": retryAfter } }),
    // In the middle of an answer: before one, Chromium may send the request once more by itself.
    ...(lose === "after" && { cut: "midBody" }),
    ...(lose === "before" && { cut: "midBodyUndone" }),
    ...(slow !== "" && Number(slow) > 0 && { delayMs: Number(slow) * 1000 }),
  };
  const repeated = times === "always" ? times : Number(times);
  return [
    ...(Object.keys(what).length > 0 ? [{ match: creation, times: repeated, ...what }] : []),
    ...(appFails ? [failedOperation] : []),
  ];
}
