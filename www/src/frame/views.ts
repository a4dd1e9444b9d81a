/** The views of the page, each loaded when it is wanted. */
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { viewIds } from "../model/share.ts";
import type { ViewProps } from "../model/view-props.ts";

export interface View {
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
