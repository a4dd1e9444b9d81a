/** The request as it is entered: in the form, or as JSON. Going from one to the other loses nothing. */
import type { ChatRequest, GraphOptions } from "msgraph-chats";
import { useMemo, useState } from "react";
import { type ChatForm, emptyForm, formFrom, requestOf, type ShortRequest } from "../model/chat-form.ts";
import { check } from "../model/check.ts";
import type { Example } from "../model/examples.ts";
import { formOf } from "../model/form-of-request.ts";
import { type ReadJson, readJson } from "../model/read-json.ts";
import { prettyJson } from "../ui/json-view.tsx";

export type Mode = "form" | "json";

export interface EnteredRequest {
  mode: Mode;
  form: ChatForm;
  text: string;
  /** The request, or where the JSON breaks off. */
  read: ReadJson;
  /** The editor is empty: nothing is wrong yet. */
  isEmpty: boolean;
  /** What brings the same request back. */
  shared: string;
  /** Why the form cannot show the JSON, after that was asked for. */
  obstacle: string | null;
  toJson: () => void;
  toForm: () => void;
  /** Back to what was in the form before; the JSON is given up. */
  backToForm: () => void;
  changeForm: (change: Partial<ChatForm>) => void;
  changeText: (text: string) => void;
  /** A fix, whichever way the request is entered. */
  apply: (change: (request: unknown) => unknown) => void;
  loadExample: (example: Example) => void;
  /** Any request, in the form where that can show it. */
  load: (request: unknown) => void;
}

export interface InitialRequest {
  mode: Mode;
  text: string;
}

export function useRequest(options: GraphOptions, initial: InitialRequest): EnteredRequest {
  const [mode, setMode] = useState<Mode>(initial.mode);
  const [form, setForm] = useState<ChatForm>(() => initialForm(initial));
  const [text, setText] = useState(initial.mode === "json" ? initial.text : "");
  const [obstacle, setObstacle] = useState<string | null>(null);
  const read = useMemo<ReadJson>(
    () => (mode === "form" ? { value: requestOf(form) } : readJson(text)),
    [mode, form, text],
  );

  function show(mode: Mode) {
    setMode(mode);
    setObstacle(null);
  }

  function toJson() {
    setText(prettyJson(requestOf(form)));
    show("json");
  }

  function toForm() {
    const isUnchanged = text.trim() === "" || text === prettyJson(requestOf(form));
    if (isUnchanged) return show("form");
    if (read.problem) return setObstacle("The form can show the request when it is valid JSON.");
    const { body } = check(read.value, options);
    if (body === null) return setObstacle("The form can show the request when it has no errors.");
    const shown = formOf(read.value as ChatRequest, options);
    if (shown === null) return setObstacle("The form has no field for some part of this request.");
    setForm(shown);
    show("form");
  }

  function load(request: unknown) {
    const { body } = check(request, options);
    const shown = body === null ? null : formOf(request as ChatRequest, options);
    if (shown !== null) setForm(shown);
    else setText(prettyJson(request));
    show(shown === null ? "json" : "form");
  }

  return {
    mode,
    form,
    text,
    read,
    isEmpty: mode === "json" && text.trim() === "",
    shared: mode === "json" ? text : isUntouched(form) ? "" : JSON.stringify(requestOf(form)),
    obstacle,
    toJson,
    toForm,
    backToForm: () => show("form"),
    changeForm: (change) => setForm((form) => ({ ...form, ...change })),
    changeText(text) {
      setText(text);
      setObstacle(null);
    },
    apply(change) {
      if (read.problem) return;
      const changed = change(read.value);
      if (mode === "json") setText(prettyJson(changed));
      else setForm((form) => formFrom(changed as ShortRequest, form));
    },
    loadExample(example) {
      const form = example.form();
      setForm(form);
      if (mode === "json") setText(prettyJson(check(requestOf(form), options).body));
      setObstacle(null);
    },
    load,
  };
}

const isUntouched = ({ chatType, topic, members, appId, permissions }: ChatForm) =>
  chatType === "oneOnOne" &&
  topic === "" &&
  appId === "" &&
  permissions.length === 0 &&
  members.length === 2 &&
  members.every(({ user, role, tenantId }) => user === "" && role === "owner" && tenantId === "");

/** From the page's address: what is no request of the form is an empty one. */
function initialForm({ mode, text }: InitialRequest): ChatForm {
  if (mode === "json" || text === "") return emptyForm();
  try {
    return formFrom(JSON.parse(text) as ShortRequest, emptyForm());
  } catch {
    return emptyForm();
  }
}
