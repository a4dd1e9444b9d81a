// The cell of members: `user`, `Name <user>`, each with `|role` or `|role|tenantId`.

import { error, type ListIssue } from "./issue.ts";

export type TableMember = string | { user: string; role?: string; tenantId?: string };

const guid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
/** As the rules know a userPrincipalName, without what separates members or stands in display names. */
const address =
  /^[^\s@<>|,;:"()[\]{}/\\?\u2018-\u201F\u00AB\u00BB\u2039\u203A]+@[-\w\u0080-\uFFFF]+(?:\.[-\w\u0080-\uFFFF]+)+$/;

const quotes = /["\u2018-\u201F\u00AB\u00BB\u2039\u203A]/;

const isUser = (text: string) => guid.test(text) || address.test(text);

/** Whether a comma behind this text separates members: before it stands a whole one. */
function isWhole(text: string): boolean {
  if (text === "" || text.endsWith(">")) return true;
  const [user = "", ...behind] = text.split("|");
  if (behind.length > 0) return true;
  return isUser(user.trim());
}

/** The parts of a cell, each a member as written. */
function memberTexts(cell: string): string[] {
  const texts: string[] = [];
  for (const part of cell.split(/[;\r\n]+/)) {
    let text = "";
    for (const piece of part.split(",")) {
      text = text === "" ? piece : `${text},${piece}`;
      if (!isWhole(text.trim())) continue;
      texts.push(text.trim());
      text = "";
    }
    texts.push(text.trim());
  }
  return texts.filter((text) => text !== "");
}

const wrong = {
  quotes: "Quotation marks stand around or in this user: leave them out.",
  user: "This is neither an address (userPrincipalName) nor an object id (GUID): write the address, or Name <address>, and separate members with semicolons.",
  name: "The name in front of < holds | or another address: write one member as user, or as Name <user>, and separate members with semicolons.",
  behind: "Behind > only |role or |role|tenantId may stand: separate members with semicolons.",
  parts: "A member is written user, user|role or user|role|tenantId.",
};

function memberOf(text: string): TableMember | { wrong: string } {
  const open = text.indexOf("<");
  let user: string;
  let rest: string;
  if (open === -1) {
    const bar = text.indexOf("|");
    user = (bar === -1 ? text : text.slice(0, bar)).trim();
    rest = bar === -1 ? "" : text.slice(bar);
  } else {
    const close = text.indexOf(">", open);
    if (close === -1) return { wrong: wrong.user };
    const name = text.slice(0, open).trim();
    user = text.slice(open + 1, close).trim();
    rest = text.slice(close + 1).trim();
    if (rest !== "" && !rest.startsWith("|")) return { wrong: wrong.behind };
    // Outlook writes an address without a name as its own name.
    const bare = name.replace(/^["'](.*)["']$/, "$1").trim();
    const isSame = bare.toLowerCase() === user.toLowerCase();
    if (!isSame && /[|@]/.test(name)) return { wrong: wrong.name };
  }
  if (!isUser(user)) return { wrong: quotes.test(user) ? wrong.quotes : wrong.user };
  const [role = "", tenantId = "", ...more] = rest
    .slice(1)
    .split("|")
    .map((part) => part.trim());
  if (more.length > 0) return { wrong: wrong.parts };
  if (role === "" && tenantId === "") return user;
  return { user, ...(role && { role: role.toLowerCase() }), ...(tenantId && { tenantId }) };
}

/** The members of a cell, in order, and what is wrong with them; a wrong one stays in its place as written. */
export function readMembers(cell: string): { members: TableMember[]; problems: ListIssue[] } {
  const members: TableMember[] = [];
  const problems: ListIssue[] = [];
  for (const [index, text] of memberTexts(cell).entries()) {
    const member = memberOf(text);
    if (typeof member === "object" && "wrong" in member) {
      problems.push(error("tableMember", `/members/${index}`, member.wrong));
      members.push(text);
    } else {
      members.push(member);
    }
  }
  return { members, problems };
}

/** Whether a cell holds members and nothing else. */
export function isMembersOnly(cell: string): boolean {
  const { members, problems } = readMembers(cell);
  return members.length > 0 && problems.length === 0;
}

/** Whether a cell holds the members of a chat, though some may be wrong: several, and somebody among them. */
export function holdsMembers(cell: string): boolean {
  const { members, problems } = readMembers(cell);
  return members.length > 1 && problems.length < members.length;
}
