/** The views of the page, each loaded when it is wanted. */
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { Connection } from "../model/connection.ts";
import type { Shared, viewIds } from "../model/share.ts";

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

interface View {
  id: (typeof viewIds)[number];
  title: string;
  Content: LazyExoticComponent<ComponentType<ViewProps>>;
}

/** Another view is one more line. */
export const views: readonly View[] = [
  { id: "one-chat", title: "One chat", Content: lazy(() => import("../one-chat/one-chat.tsx")) },
  { id: "mistakes", title: "Classic mistakes", Content: lazy(() => import("../mistakes/mistakes.tsx")) },
  { id: "many-chats", title: "Many chats", Content: lazy(() => import("../many-chats/many-chats.tsx")) },
];
