/** A cell that is being edited: Enter keeps what was written, Escape does not. */
import { Input } from "@fluentui/react-components";
import { useRef, useState } from "react";

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

  return (
    <Input
      size="small"
      className="cell-editor"
      aria-label={label}
      autoFocus
      spellCheck={false}
      value={text}
      onChange={(_, { value }) => setText(value)}
      onBlur={() => end(() => onEnd(text, 0))}
      onKeyDown={(event) => {
        if (event.key === "Enter") end(() => onEnd(text, 1));
        else if (event.key === "Escape") end(onCancel);
        else return;
        event.preventDefault();
      }}
    />
  );
}
