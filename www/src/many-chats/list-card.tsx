/** Where the list is typed, pasted, dropped or chosen as a file. */
import { Button, Field, Label, Textarea } from "@fluentui/react-components";
import { type ClipboardEvent, type DragEvent, type RefObject, useRef, useState } from "react";
import type { Bulk } from "../model/bulk/bulk.ts";
import type { BulkState } from "../model/bulk/bulk-state.ts";
import { manyLines, sampleLines } from "../model/bulk/sample-lists.ts";
import { longestText, nothing, sourceOfText } from "../model/bulk/source.ts";
import { numberText } from "../ui/numbers.ts";
import { lineCountsId } from "./line-counts.tsx";
import { listIssuesId } from "./list-issues.tsx";
import { pageWords } from "./page-words.ts";

interface ListCardProps {
  bulk: Bulk;
  state: BulkState;
  area: RefObject<HTMLTextAreaElement | null>;
  /** What is shown below of the list. */
  below: { hasCounts: boolean; hasIssues: boolean };
}

export function ListCard({ bulk, state, area, below }: ListCardProps) {
  const { source, planned, readCount } = state;
  const chooser = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const refused = planned?.list.refused ? pageWords(planned.list.refused) : null;
  const take = (text: string) => bulk.change(sourceOfText(text));
  const replace = (text: string) => bulk.replace(sourceOfText(text));

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) void bulk.takeFiles(files);
    else replace(event.dataTransfer.getData("text/plain"));
  }

  function paste(event: ClipboardEvent) {
    const text = event.clipboardData.getData("text/plain");
    if (text.length <= longestText) return;
    event.preventDefault();
    replace(text);
  }

  return (
    <section
      className={`card list-card${isOver ? " over" : ""}`}
      aria-label="List"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className="list-head">
        <Label htmlFor="chat-lines">Chats, one a line</Label>
        <Button size="small" onClick={() => chooser.current?.click()}>
          Choose a file
        </Button>
        <Button size="small" appearance="subtle" onClick={() => replace(sampleLines)}>
          Sample
        </Button>
        <Button size="small" appearance="subtle" onClick={() => replace(manyLines(1000))}>
          1,000 lines
        </Button>
        {source.bytes.size > 0 && (
          <Button size="small" appearance="subtle" onClick={() => bulk.replace(nothing)}>
            Clear the list
          </Button>
        )}
      </div>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label="File of chats"
        onChange={({ currentTarget }) => {
          void bulk.takeFiles([...(currentTarget.files ?? [])]);
          // The same file may be chosen again, changed.
          currentTarget.value = "";
        }}
      />
      <Field
        hint="A table from Excel or as CSV, JSON Lines or a JSON array. Or an outcomes file, to go on from it."
        {...(refused !== null && { validationMessage: refused, validationState: "error" as const, hint: "" })}
      >
        {source.text === null ? (
          <p className="long-list" id="chat-lines">
            {source.name ?? "Pasted text"}, {sizeText(source.bytes.size)}
            {planned === null
              ? `: ${numberText(readCount)} lines read so far`
              : refused === null && ": too long to be edited as text"}
          </p>
        ) : (
          <Textarea
            id="chat-lines"
            ref={(element: HTMLTextAreaElement | null) => {
              area.current = element;
            }}
            className="chat-lines"
            textarea={{ wrap: "off", rows: 8 }}
            {...(below.hasCounts && { "aria-describedby": lineCountsId })}
            {...(below.hasIssues && { "aria-details": listIssuesId })}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="Paste rows from Excel, CSV or JSON, or drop a file here."
            value={source.text}
            onPaste={paste}
            onChange={(_, { value }) => take(value)}
          />
        )}
      </Field>
    </section>
  );
}

const sizeText = (bytes: number) =>
  bytes < 1_000_000 ? `${numberText(Math.ceil(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
