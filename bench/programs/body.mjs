// The body of a oneOnOne chat, for the programs whose library does not make one.

export const bodyOf = (users) => ({
  chatType: "oneOnOne",
  members: users.map((user) => ({
    "@odata.type": "#microsoft.graph.aadUserConversationMember",
    roles: ["owner"],
    "user@odata.bind": `https://graph.microsoft.com/v1.0/users('${user}')`,
  })),
});
