/** The request as it is entered: in the form, or as JSON. Going from one to the other loses nothing. */
import type { ChatRequest, GraphOptions } from "msgraph-chats";
import { useMemo, useState } from "preact/hooks";
import { type ChatForm, emptyForm, requestOf } from "../model/chat-form.ts";
import { check } from "../model/check.ts";
import type { Example } from "../model/examples.ts";
import { formOf } from "../model/form-of-request.ts";
import { type ReadJson, readJson } from "../model/json-text.ts";
import { prettyJson } from "../ui/json-view.tsx";

export type Mode = "form" | "json";

export interface EnteredRequest {
  mode: Mode;
  form: ChatForm;
  text: string;
  /** The request, or where the JSON breaks off. */
  read: ReadJson;
  /** Why the form cannot show the JSON, after that was asked for. */
  obstacle: string | null;
  toJson: () => void;
  toForm: () => void;
  /** Back to what was in the form before; the JSON is given up. */
  backToForm: () => void;
  changeForm: (change: Partial<ChatForm>) => void;
  changeText: (text: string) => void;
  loadExample: (example: Example) => void;
}

export function useRequest(options: GraphOptions): EnteredRequest {
  const [mode, setMode] = useState<Mode>("form");
  const [form, setForm] = useState<ChatForm>(emptyForm);
  const [text, setText] = useState("");
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
    const isUnchanged = text === prettyJson(requestOf(form));
    if (isUnchanged) return show("form");
    if (read.problem) return setObstacle("The form can show the request when it is valid JSON.");
    const { body } = check(read.value, options);
    if (body === null) return setObstacle("The form can show the request when it has no errors.");
    const shown = formOf(read.value as ChatRequest, options);
    if (shown === null) return setObstacle("The form has no field for some part of this request.");
    setForm(shown);
    show("form");
  }

  return {
    mode,
    form,
    text,
    read,
    obstacle,
    toJson,
    toForm,
    backToForm: () => show("form"),
    changeForm: (change) => setForm((form) => ({ ...form, ...change })),
    changeText(text) {
      setText(text);
      setObstacle(null);
    },
    loadExample(example) {
      const form = example.form();
      setForm(form);
      if (mode === "json") setText(prettyJson(check(requestOf(form), options).body));
      setObstacle(null);
    },
  };
}
