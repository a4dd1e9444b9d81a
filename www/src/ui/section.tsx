/** Something that is closed until wanted; its summary says how things stand. */
import { type ReactNode, useState } from "react";

interface SectionProps {
  title: string;
  /** What a closed section is worth knowing of. */
  summary?: ReactNode;
  /** Opens it, as soon as it becomes true. */
  wanted?: boolean;
  children: ReactNode;
}

export function Section({ title, summary, wanted = false, children }: SectionProps) {
  const [isOpen, setOpen] = useState(wanted);
  const [wasOpen, setWasOpen] = useState(wanted);
  if (isOpen && !wasOpen) setWasOpen(true);
  const [wasWanted, setWasWanted] = useState(wanted);
  if (wanted !== wasWanted) {
    setWasWanted(wanted);
    if (wanted) setOpen(true);
  }
  return (
    <details className="section" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span className="section-title">{title}</span> <span className="hint">{summary}</span>
      </summary>
      {wasOpen && <div className="section-content">{children}</div>}
    </details>
  );
}
