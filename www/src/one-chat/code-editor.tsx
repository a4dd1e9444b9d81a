/**
 * CodeMirror for JSON. It stands in a shadow root: there its styles come by script alone, which the page's
 * Content-Security-Policy allows.
 */
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { type Ref, useImperativeHandle, useLayoutEffect, useRef } from "react";

export interface Mark {
  from: number;
  to: number;
  severity: "error" | "warning";
  message: string;
  /** The rule's. */
  code?: string;
  fixes: readonly { title: string; apply: () => void }[];
}

export interface CodeEditorHandle {
  select: (offset: number, length: number) => void;
}

interface CodeEditorProps {
  label: string;
  text: string;
  marks: readonly Mark[];
  onChange: (text: string) => void;
  ref: Ref<CodeEditorHandle>;
}

const looks = EditorView.theme({
  "&": { color: "var(--colorNeutralForeground1)", fontSize: "13px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--fontFamilyMonospace)",
    lineHeight: "1.55",
    maxHeight: "60vh",
    minHeight: "16em",
  },
  ".cm-content": { caretColor: "var(--colorNeutralForeground1)" },
  ".cm-cursor": { borderLeftColor: "var(--colorNeutralForeground1)" },
  ".cm-gutters": {
    background: "transparent",
    color: "var(--colorNeutralForeground3)",
    borderRight: "1px solid var(--colorNeutralStroke2)",
  },
  ".cm-activeLine": { background: "var(--colorNeutralBackground1Hover)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--colorBrandBackground2)",
  },
  "&.cm-focused .cm-matchingBracket": { background: "var(--colorNeutralBackground1Selected)" },
  ".cm-tooltip, .cm-panels": {
    background: "var(--colorNeutralBackground1)",
    color: "var(--colorNeutralForeground1)",
    border: "1px solid var(--colorNeutralStroke1)",
  },
  ".cm-diagnosticSource": { fontFamily: "var(--fontFamilyMonospace)", opacity: 1 },
  ".cm-diagnosticAction": {
    background: "var(--colorBrandBackground)",
    color: "var(--colorNeutralForegroundOnBrand)",
  },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--json-name)" },
  { tag: tags.string, color: "var(--json-text)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--json-other)" },
]);

/** Says what is wrong to those who hear the editor; the list below it is for all. */
const descriptionId = "what-is-wrong";

/** The form takes Ctrl+Enter; here it must not open a line. */
const leaveToForm = Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => true }]));

export function CodeEditor({ label, text, marks, onChange, ref }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const change = useRef(onChange);
  change.current = onChange;
  const description = useRef<HTMLElement | null>(null);
  const attributes = useRef(new Compartment());
  const first = useRef({ label, text });

  useLayoutEffect(() => {
    if (host.current === null) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
    const { label, text } = first.current;
    const extensions = [
      leaveToForm,
      lineNumbers(),
      lintGutter(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      highlightActiveLine(),
      json(),
      syntaxHighlighting(colours),
      looks,
      EditorView.lineWrapping,
      keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]),
      EditorView.contentAttributes.of({
        "aria-label": label,
        "aria-describedby": descriptionId,
        autocapitalize: "none",
        spellcheck: "false",
      }),
      attributes.current.of([]),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (docChanged) change.current(state.doc.toString());
      }),
    ];
    // What describes an element has to be in the same tree.
    const said = document.createElement("p");
    Object.assign(said, { id: descriptionId, hidden: true });
    root.append(said);
    description.current = said;
    const created = new EditorView({
      parent: root,
      root,
      state: EditorState.create({ doc: text, extensions }),
    });
    view.current = created;
    return () => {
      said.remove();
      created.destroy();
      view.current = null;
    };
  }, []);

  useLayoutEffect(() => {
    const current = view.current;
    const before = current?.state.doc.toString();
    if (current && before !== text)
      current.dispatch({ changes: { from: 0, to: before?.length ?? 0, insert: text } });
  }, [text]);

  useLayoutEffect(() => {
    const current = view.current;
    if (current === null) return;
    const end = current.state.doc.length;
    const diagnostics = marks.map(({ from, to, severity, message, code, fixes }) => ({
      from: Math.min(from, end),
      to: Math.min(Math.max(to, from), end),
      severity,
      message,
      ...(code !== undefined && { source: code }),
      actions: fixes.map(({ title, apply }) => ({ name: title, apply })),
    }));
    const isWrong = marks.some(({ severity }) => severity === "error");
    current.dispatch(setDiagnostics(current.state, diagnostics), {
      effects: attributes.current.reconfigure(
        EditorView.contentAttributes.of(isWrong ? { "aria-invalid": "true" } : {}),
      ),
    });
  });

  useLayoutEffect(() => {
    if (description.current) description.current.textContent = marks.map(wordsOf).join(" ");
  });

  useImperativeHandle(ref, () => ({
    select(offset, length) {
      const current = view.current;
      if (current === null) return;
      current.dispatch({ selection: { anchor: offset, head: offset + length }, scrollIntoView: true });
      current.focus();
    },
  }));

  return <div className="code-editor" ref={host} />;
}

const wordsOf = ({ severity, message }: Mark) => `${severity === "error" ? "Error" : "Warning"}: ${message}`;
