/** A cell that is being edited, as in Excel: Enter keeps what was written, Alt+Enter breaks the line, Escape gives it up. */
import { Textarea } from "@fluentui/react-components";
import { type KeyboardEvent, useRef, useState } from "react";

interface CellEditorProps {
  label: string;
  text: string;
  /** `step` is 1 where the next row is wanted. */
  onEnd: (text: string, step: 0 | 1) => void;
  onCancel: () => void;
}

export function CellEditor({ label, text: initial, onEnd, onCancel }: CellEditorProps) {
  const [text, setText] = useState(initial);
  // It loses the focus when it goes, too.
  const isEnded = useRef(false);

  function end(work: () => void) {
    if (isEnded.current) return;
    isEnded.current = true;
    work();
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // With Shift the browser breaks the line; while letters are composed, Enter is of those.
    const isEnter = event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing;
    if (isEnter && event.altKey) {
      const area = event.currentTarget;
      area.setRangeText("\n", area.selectionStart, area.selectionEnd, "end");
      setText(area.value);
    } else if (isEnter) end(() => onEnd(text, 1));
    else if (event.key === "Escape") end(onCancel);
    else return;
    event.preventDefault();
  }

  return (
    <Textarea
      size="small"
      className="cell-editor"
      aria-label={label}
      title="Enter keeps it, Alt+Enter breaks the line, Escape gives it up."
      autoFocus
      spellCheck={false}
      value={text}
      onChange={(_, { value }) => setText(value)}
      onFocus={({ currentTarget: area }) => area.setSelectionRange(area.value.length, area.value.length)}
      onBlur={() => end(() => onEnd(text, 0))}
      onKeyDown={onKeyDown}
    />
  );
}
