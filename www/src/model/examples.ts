/** The examples of Graph's page *Create chat*, as one would enter them. */
import { type ChatForm, emptyForm, type MemberRow, memberRow, permissionRow } from "./chat-form.ts";

export interface Example {
  title: string;
  note: string;
  form: () => ChatForm;
}

const members = (...rows: Partial<MemberRow>[]) => rows.map((row) => memberRow({ ...row, touched: true }));

const pair = () =>
  members({ user: "8b081ef6-4792-4def-b2c9-c363a1bf41d5" }, { user: "82af01c5-f7cc-4a2e-a728-3a5df21afd9d" });

const trio = (third: Partial<MemberRow>) =>
  members(
    { user: "8c0a1a67-50ce-4114-bb6c-da9c5dbcf6ca" },
    { user: "82fe7758-5bb3-4f0d-a43f-e555fd399c6f" },
    third,
  );

const permission = (value: string) => permissionRow({ value, type: "application", touched: true });

const example = (title: string, note: string, form: () => Partial<ChatForm>): Example => ({
  title,
  note,
  form: () => ({ ...emptyForm(), ...form() }),
});

export const examples: readonly Example[] = [
  example("One-on-one", "Two users by their object ids", () => ({ members: pair() })),
  example("Group", "Three users and a topic", () => ({
    chatType: "group",
    topic: "Group chat title",
    members: trio({ user: "3626a173-f2bc-4883-bcf7-01514c3bfb82" }),
  })),
  example("With an installed app", "Graph answers 202 and an operation", () => ({
    members: pair(),
    appId: "05F59CEC-A742-4A50-A62E-202A57E478A4",
  })),
  example("App with consented permissions", "Resource-specific consent", () => ({
    members: members(
      { user: "4b822dfc-2864-44e6-aa1e-7e0e8552168f" },
      { user: "6d1e1501-7a3d-45b7-b71b-68d372e5ce14" },
    ),
    appId: "8e55a7b1-6766-4f0a-8610-ecacfe3d569a",
    permissions: [permission("ChatMessage.Read.Chat"), permission("OnlineMeeting.ReadBasic.Chat")],
  })),
  example("User principal names", "Two users by name", () => ({
    members: members({ user: "jacob@contoso.com" }, { user: "alex@contoso.com" }),
  })),
  example("Group with a guest", "A guest of the tenant", () => ({
    chatType: "group",
    topic: "Group chat title",
    members: trio({ user: "8ba98gf6-7fc2-4eb2-c7f2-aef9f21fd98g", role: "guest" }),
  })),
  example("Federated user", "From another tenant", () => ({
    members: members(
      { user: "8b081ef6-4792-4def-b2c9-c363a1bf41d5" },
      {
        user: "82af01c5-f7cc-4a2e-a728-3a5df21afd9d",
        tenantId: "4dc1fe35-8ac6-4f0d-904a-7ebcd364bea1",
      },
    ),
  })),
];
