/** The request as JSON, to be typed or pasted; what is wrong with it, and in which line. */
import type { ValidationIssue } from "msgraph-chats";
import { useRef } from "preact/hooks";
import { findPointer, type Position, type ReadJson } from "../model/json-text.ts";
import { controlProps, Messages } from "../ui/field.tsx";
import type { ShownIssue } from "../ui/issues.tsx";

interface JsonEditorProps {
  text: string;
  read: ReadJson;
  issues: readonly ValidationIssue[];
  onInput: (text: string) => void;
}

const [fewestLines, mostLines] = [14, 40];

export function JsonEditor({ text, read, issues, onInput }: JsonEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const lines = text.split("\n").length + 1;

  function show({ offset, length }: Position) {
    area.current?.focus();
    area.current?.setSelectionRange(offset, offset + length);
  }

  const lineButton = (position: Position, words: string) => (
    <button type="button" class="link" onClick={() => show(position)}>
      {words}
    </button>
  );

  const shown: ShownIssue[] = read.problem
    ? [
        {
          severity: "error",
          place: lineButton(
            read.problem.position,
            `Line ${read.problem.position.line}, column ${read.problem.position.column}`,
          ),
          message: `This is not valid JSON: ${read.problem.message}.`,
        },
      ]
    : issues.map(({ severity, message, docsUrl, path }) => {
        const position = findPointer(text, path);
        const place = (
          <>
            {lineButton(position, `Line ${position.line}`)}
            {path !== "" && (
              <>
                {" "}
                <code>{path}</code>
              </>
            )}
          </>
        );
        return { severity, message, docsUrl, place };
      });

  return (
    <div class="field json-editor">
      <label for="request-json">Request</label>
      <textarea
        {...controlProps("request-json", "request-json-messages", shown)}
        ref={area}
        rows={Math.min(Math.max(lines, fewestLines), mostLines)}
        wrap="off"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        value={text}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
      <Messages
        id="request-json-messages"
        hint="In the short form or as Graph documents it. Ctrl+Enter creates the chat."
        issues={shown}
      />
    </div>
  );
}
