/** What each view of the page is given. */
import type { Connection } from "./connection.ts";
import type { Shared } from "./share.ts";

export interface ViewProps {
  connection: Connection;
  /** What the address said when the page was opened. */
  shared: Shared;
  /** Puts what changed into the address. */
  share: (change: Partial<Shared>) => void;
  /** A request that another view wants to see in "One chat"; a new object each time. */
  loaded: { request: unknown } | null;
  /** Shows a request in "One chat". */
  load: (request: unknown) => void;
}
