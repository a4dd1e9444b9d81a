/** A list of chats as text, CSV or JSON lines, read and checked by the rules of the command. */
import { type ChatRequest, type GraphOptions, type ValidationIssue, validateChat } from "msgraph-chats";
import { CommandError } from "../../../src/js/command/command-error.js";
import { whyNoJson } from "../../../src/js/command/input/jsonl.js";
import { problem } from "../../../src/js/command/input/problem.js";

/** An issue of the line itself has no page of documentation. */
export type LineIssue = Omit<ValidationIssue, "code" | "docsUrl"> & { code: string; docsUrl?: string };

export interface ChatLine {
  /** Where it begins in the text, from 1. */
  number: number;
  request: unknown;
  issues: readonly LineIssue[];
  isRight: boolean;
}

export type Format = "csv" | "jsonl";

export interface ReadLines {
  lines: readonly ChatLine[];
  format: Format;
  /** Why the reading ended early: a header, a quote. */
  problem: string | null;
}

/** The first letter tells JSON lines from a table. */
export const formatOf = (text: string): Format =>
  /^[{[]/.test(text.replace(/^\uFEFF/, "").trimStart()) ? "jsonl" : "csv";

export async function readChatLines(text: string, options: GraphOptions): Promise<ReadLines> {
  const format = formatOf(text);
  const lines: ChatLine[] = [];
  try {
    for await (const read of format === "csv" ? csvLines(text) : jsonLines(text)) {
      lines.push(checked(read, options));
    }
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { lines, format, problem: error.message };
  }
  return { lines, format, problem: null };
}

async function* csvLines(text: string): AsyncGenerator<ReadLine> {
  // The parser is large, and not wanted by those who create one chat.
  const { readCsv } = await import("../../../src/js/command/input/csv.js");
  if (text.trim() !== "") yield* readCsv([new TextEncoder().encode(text)]);
}

function* jsonLines(text: string): Generator<ReadLine> {
  if (text.trimStart().startsWith("[")) {
    throw new CommandError("The input is a JSON array: write one request a line instead.");
  }
  for (const [index, content] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (content.trim() !== "") yield { line: index + 1, ...readJson(content) };
  }
}

function readJson(text: string) {
  try {
    return { request: JSON.parse(text) as unknown };
  } catch {
    return { problems: [problem("jsonInvalid", { detail: whyNoJson(text) })] };
  }
}

function checked({ line, request, problems }: ReadLine, options: GraphOptions): ChatLine {
  const issues = (problems ?? validateChat(request, options)) as readonly LineIssue[];
  const isRight = issues.every(({ severity }) => severity !== "error");
  return { number: line, request, issues, isRight };
}

export const isGroup = ({ request }: ChatLine) => (request as Partial<ChatRequest>)?.chatType === "group";

/** What a line is about, in a few words: its topic, or else its members. */
export function titleOf({ request }: ChatLine): string {
  const { topic, members } = (request ?? {}) as { topic?: unknown; members?: unknown };
  if (typeof topic === "string" && topic !== "") return topic;
  return Array.isArray(members) ? members.map(userOf).join(", ") : "";
}

function userOf(member: unknown): string {
  if (typeof member === "string") return member.trim();
  const { user, "user@odata.bind": bind } = (member ?? {}) as Record<string, unknown>;
  if (typeof user === "string") return user;
  return typeof bind === "string" ? bind.replace(/^.*\/users\/?\(?'?|'?\)?$/g, "") : "?";
}
