/** Lists of chats to try the page with. */

const people = ["adele", "alex", "diego", "grady", "isaiah", "johanna", "lee", "lidia", "lynne", "megan"];

const upn = (name: string | undefined) => `${name}@contoso.com`;

/** Twenty, of every kind; two of them are wrong. */
export const sampleLines = [
  "chatType,topic,members",
  ...people.slice(1).map((name) => `oneOnOne,,${upn("adele")};${upn(name)}`),
  `group,"Plan, part 2",${upn("adele")};${upn("megan")};${upn("lee")}`,
  `group,"The ""blue"" team",${upn("alex")};${upn("diego")};${upn("grady")}`,
  `group,Guests welcome,${upn("adele")};visitor@fabrikam.com|guest`,
  `group,Across tenants,${upn("adele")};lee@fabrikam.com|owner|6e6eb4e0-5c3b-4c33-8c8d-5b5a4b5d3b5f`,
  `oneOnOne,Lunch,${upn("alex")};${upn("lynne")}`,
  `group,Déjeuner à midi,${upn("johanna")};${upn("lidia")};${upn("isaiah")}`,
  `group,Twice the same,${upn("adele")};${upn("alex")};Adele@Contoso.com`,
  `group,Release: last steps,${upn("lynne")};${upn("megan")}`,
  `oneOnOne,,${upn("megan")};${upn("alex")}`,
  `oneOnOne,,${upn("megan")};${upn("diego")}`,
  `group,Standup,${people.map(upn).join(";")}`,
  "",
].join("\n");

/** As many as wanted, all right, each fourth a group. */
export function manyLines(count: number): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(4, "0");
    return index % 4 === 3
      ? `group,Team ${number},adele@contoso.com;lead-${number}@contoso.com;member-${number}@contoso.com`
      : `oneOnOne,,adele@contoso.com;newcomer-${number}@contoso.com`;
  });
  return ["chatType,topic,members", ...rows, ""].join("\n");
}
