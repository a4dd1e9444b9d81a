/** Where the list is typed, pasted, dropped or chosen as a file. */
import { Button } from "@fluentui/react-components";
import type { RefObject } from "react";
import { type DragEvent, useRef, useState } from "react";
import { manyLines, sampleLines } from "../model/sample-lines.ts";
import { controlProps, Messages } from "../ui/field.tsx";
import type { EnteredLines } from "./use-lines.ts";

interface LinesInputProps {
  entered: EnteredLines;
  area: RefObject<HTMLTextAreaElement | null>;
  /** A run has begun: the list stays as it is. */
  isFixed: boolean;
}

const readable = ".csv,.jsonl,.ndjson,text/csv";

export function LinesInput({ entered, area, isFixed }: LinesInputProps) {
  const { text, read, fileProblem, changeText, takeFile } = entered;
  const chooser = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const problem = fileProblem ?? read?.problem ?? null;
  const issues = problem === null ? [] : [{ severity: "error" as const, message: problem }];

  function drop(event: DragEvent<HTMLElement>) {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer?.files[0];
    if (isFixed) return;
    if (file) void takeFile(file);
    else changeText(event.dataTransfer?.getData("text/plain") ?? "");
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of three, the others are by keyboard
    <div
      className={`field lines-input${isOver && !isFixed ? " over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className="lines-head">
        <label htmlFor="chat-lines">Chats, one a line</label>
        <span className="buttons">
          <Button size="small" disabled={isFixed} onClick={() => chooser.current?.click()}>
            Choose a file
          </Button>
          <Button size="small" disabled={isFixed} onClick={() => changeText(sampleLines)}>
            Sample
          </Button>
          <Button size="small" disabled={isFixed} onClick={() => changeText(manyLines(1000))}>
            1,000 lines
          </Button>
        </span>
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label="File of chats"
          accept={readable}
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            if (file) void takeFile(file);
            // The same file may be chosen again, changed.
            currentTarget.value = "";
          }}
        />
      </div>
      <textarea
        {...controlProps("chat-lines", "chat-lines-messages", issues)}
        ref={area}
        rows={12}
        wrap="off"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="Paste CSV or JSON lines, or drop a file here."
        readOnly={isFixed}
        value={text}
        onChange={({ currentTarget }) => changeText(currentTarget.value)}
      />
      <Messages
        id="chat-lines-messages"
        hint={isFixed ? "As it was sent. “New list” makes room for another." : "CSV or JSON lines, UTF-8."}
        issues={issues}
      />
    </div>
  );
}

/** Selects a line, so that one sees what is meant. */
export function showLine(area: HTMLTextAreaElement | null, number: number) {
  if (area === null) return;
  const before = area.value.split("\n").slice(0, number - 1);
  const start = before.reduce((length, line) => length + line.length + 1, 0);
  const end = area.value.indexOf("\n", start);
  area.focus();
  area.setSelectionRange(start, end === -1 ? area.value.length : end);
  const lineHeight = Number.parseFloat(getComputedStyle(area).lineHeight);
  area.scrollTop = Math.max(0, (number - 4) * lineHeight);
  area.scrollLeft = 0;
}
