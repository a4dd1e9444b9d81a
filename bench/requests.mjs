// The chats that everyone is asked to make: the same for all, in the short form and in Graph's.

const people = "adele alex megan diego lynne pradeep nestor isaiah".split(" ");

/** By turns an object id and a userPrincipalName, another one for each member of each chat. */
function userOf(chat, member) {
  const number = chat * 1000 + member;
  if (member % 2 === 1) return `${people[number % people.length]}.${number}@contoso.com`;
  const digits = number.toString(16).padStart(12, "0");
  return `8b081ef6-4792-4def-b2c9-${digits}`;
}

/** The short form of the `chat`th chat with so many members. */
export function shortForm(members, chat = 0) {
  const users = Array.from({ length: members }, (_, member) => userOf(chat, member));
  if (members === 2) return { chatType: "oneOnOne", members: users };
  return { chatType: "group", topic: `Release ${chat}, everyone`, members: users };
}

/** The same chat as Graph's documentation writes it. */
export function graphForm(members, chat = 0) {
  const request = shortForm(members, chat);
  return {
    ...request,
    members: request.members.map((user) => ({
      "@odata.type": "#microsoft.graph.aadUserConversationMember",
      roles: ["owner"],
      "user@odata.bind": `https://graph.microsoft.com/v1.0/users('${user}')`,
    })),
  };
}

/** The same request with its members first, as few write it: what is made for the usual order does not know it. */
export function membersFirst({ members, ...others }) {
  return { members, ...others };
}

/** What Graph answers; its length does not depend on the request. */
export const answerText = JSON.stringify({
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#chats/$entity",
  id: "19:82fe7758-5bb3-4f0d-a43f-e555fd399c6f_8c0a1a67-50ce-4114-bb6c-da9c5dbcf6ca@unq.gbl.spaces",
  topic: null,
  createdDateTime: "2020-12-04T23:10:28.51Z",
  lastUpdatedDateTime: "2020-12-04T23:10:28.51Z",
  chatType: "oneOnOne",
  webUrl: "https://teams.microsoft.com/l/chat/19%3Aexample/0?tenantId=b33cbe9f-8ebe-4f2a-912b-7e2a427f477f",
});
