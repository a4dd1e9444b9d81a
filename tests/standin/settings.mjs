/** Everything that can be configured, with its default; checked, so that a misspelt option cannot pass silently. */
import { hostOfCloud } from "./bind-url.mjs";

const defaults = {
  /** National cloud: decides the schema fragment and the host of bind URLs. */
  cloud: "global",
  /** UPNs that the directory does not find. */
  unknownUsers: ["nobody@contoso.com"],
  /** Status with which an existing one-on-one chat is returned: Graph's pages do not say 200 or 201. */
  existingStatus: 201,
  /** What each poll of an operation shows; the last one stays. */
  operationStatuses: ["notStarted", "inProgress", "succeeded"],
  /** The error of a failed operation. */
  operationError: { code: "Forbidden", message: "The app could not be installed." },
  /** `{ ratePerSecond, burst, retryAfterSeconds?, countRefused? }`, or null for no throttling. */
  throttle: null,
  /** Real delay before every answer, for people who want to see it happen. */
  delayMs: 0,
  /** How long after its creation a chat is listed. */
  listDelayMs: 0,
  /** Members on a page of `…/members`; null puts all on one. */
  membersPageSize: null,
  /** Whether every page of a list comes after an empty one. */
  emptyPages: false,
  /** Members that may be added to one chat in a second; null for any number. */
  memberRatePerSecond: 1,
  /** Members beyond this number are dropped silently, as was seen of large groups; null keeps all. */
  maxMembersKept: null,
  maxBodyBytes: 4 * 1024 * 1024,
  tenantId: "b33cbe9f-8ebe-4f2a-912b-7e2a427f477f",
};

const allowed = {
  cloud: Object.keys(hostOfCloud),
  existingStatus: [200, 201],
};

function check(name, value) {
  if (!Object.hasOwn(defaults, name)) {
    throw new TypeError(
      `The local Graph has no option '${name}'. Options: ${Object.keys(defaults).join(", ")}.`,
    );
  }
  if (allowed[name] && !allowed[name].includes(value))
    throw new TypeError(`Option '${name}' must be one of: ${allowed[name].join(", ")}.`);
  if (name === "throttle" && value !== null && !(value.ratePerSecond > 0 && value.burst >= 1))
    throw new TypeError("Option 'throttle' needs a ratePerSecond above 0 and a burst of at least 1.");
}

/** The settings in force: `values` to read, `configure` to change some, `reset` to go back to the start. */
export function createSettings(start = {}) {
  const values = {};
  const configure = (changes) => {
    for (const [name, value] of Object.entries(changes)) {
      check(name, value);
    }
    Object.assign(values, structuredClone(changes));
  };
  const reset = () => {
    configure(defaults);
    configure(start);
  };
  reset();
  return { values, configure, reset };
}
