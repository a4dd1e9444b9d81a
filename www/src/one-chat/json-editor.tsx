/** The request as JSON, to be typed or pasted; what is wrong with it, in its line and below. */
import { Link } from "@fluentui/react-components";
import type { ValidationIssue } from "msgraph-chats";
import { useRef } from "react";
import { findPointer, type Position, whereItBreaks } from "../model/json-text.ts";
import type { ReadJson } from "../model/read-json.ts";
import { Messages } from "../ui/field.tsx";
import type { ShownFix, ShownIssue } from "../ui/issues.tsx";
import { CodeEditor, type CodeEditorHandle, type Mark } from "./code-editor.tsx";

interface JsonEditorProps {
  text: string;
  read: ReadJson;
  /** Nothing is wrong with an editor that is empty. */
  isEmpty: boolean;
  issues: readonly ValidationIssue[];
  fixesOf: (issue: ValidationIssue) => readonly ShownFix[];
  onChange: (text: string) => void;
}

interface Located extends ShownIssue {
  position: Position;
}

export default function JsonEditor({ text, read, isEmpty, issues, fixesOf, onChange }: JsonEditorProps) {
  const editor = useRef<CodeEditorHandle>(null);
  const located = isEmpty ? [] : locate(text, read, issues, fixesOf);
  const marks = located.map(
    ({ position, severity, message, code, fixes }): Mark => ({
      from: position.offset,
      to: position.offset + position.length,
      severity,
      message,
      ...(code !== undefined && { code }),
      fixes: fixes ?? [],
    }),
  );
  const shown = located.map(({ position, place, ...issue }) => ({
    ...issue,
    place: (
      <>
        <Link as="button" inline onClick={() => editor.current?.select(position.offset, position.length)}>
          Line {position.line}
          {read.problem && `, column ${position.column}`}
        </Link>
        {place !== undefined && <> {place}</>}
      </>
    ),
  }));
  return (
    <div className="json-editor">
      <CodeEditor label="Request" text={text} marks={marks} onChange={onChange} ref={editor} />
      <Messages
        id="request-json-messages"
        hint="In the short form or as Graph documents it. Ctrl+Enter creates the chat."
        issues={shown}
      />
    </div>
  );
}

function locate(
  text: string,
  read: ReadJson,
  issues: readonly ValidationIssue[],
  fixesOf: JsonEditorProps["fixesOf"],
): Located[] {
  if (read.problem) {
    const { position, message } = whereItBreaks(text);
    return [{ position, severity: "error", message: `This is not valid JSON: ${message}.` }];
  }
  return issues.map((issue) => ({
    position: findPointer(text, issue.path),
    severity: issue.severity,
    message: issue.message,
    docsUrl: issue.docsUrl,
    code: issue.code,
    fixes: fixesOf(issue),
    place: <code className="rule">{issue.code}</code>,
  }));
}
