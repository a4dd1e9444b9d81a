/** The delegated permissions of Graph that each thing needs: the least, asked for when the page is about to do it. */

export type Permission = "Chat.Create" | "Chat.ReadBasic" | "ChatMember.ReadWrite" | "ChatMessage.Send";

export const permissionsFor = {
  create: ["Chat.Create"],
  /** Chats, their members, and how an operation goes. */
  read: ["Chat.ReadBasic"],
  addMembers: ["ChatMember.ReadWrite", "Chat.ReadBasic"],
  sendMessage: ["ChatMessage.Send"],
} as const satisfies Record<string, readonly Permission[]>;
