/** Both answers to a mistake: that of the local Graph to the body as it is, and that of the package. */
import { ChatError, type ChatRequest, ChatsClient, type ValidationIssue, validateChat } from "msgraph-chats";
import { tellLocalGraph } from "../model/local-graph.ts";
import type { Mistake } from "./mistakes-list.ts";

export interface Answers {
  /** Status, code and message of the local Graph. */
  graph: { status: number; code: string; message: string };
  ours: { issues: readonly ValidationIssue[] } | { error: ChatError } | { words: string };
}

export async function answersTo(mistake: Mistake, localGraphUrl: string): Promise<Answers> {
  await tellLocalGraph(localGraphUrl, { cloud: "global", throttle: null }, mistake.faults ?? []);
  const graph = await answerOfGraph(mistake, localGraphUrl);
  return { graph, ours: await ourAnswer(mistake, localGraphUrl) };
}

async function answerOfGraph(
  { path, token, body }: Mistake,
  localGraphUrl: string,
): Promise<Answers["graph"]> {
  const response = await fetch(`${localGraphUrl}/v1.0${path}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const { error } = (await response.json()) as { error?: { code: string; message: string } };
  return { status: response.status, code: error?.code ?? "", message: error?.message ?? "" };
}

async function ourAnswer(mistake: Mistake, localGraphUrl: string): Promise<Answers["ours"]> {
  const { body, caller, token, ours } = mistake;
  if (ours !== undefined) return { words: ours };
  const issues = validateChat(body, { caller });
  if (issues.length > 0) return { issues };
  try {
    await new ChatsClient({ auth: token, baseUrl: localGraphUrl }).createChat(body as ChatRequest);
    return { words: "The chat was created." };
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    return { error };
  }
}
