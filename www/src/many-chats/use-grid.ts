/**
 * A table that is one stop of the Tab key: the arrow keys go from cell to cell, Enter, F2 or typing edits one, and what
 * can be pressed inside a cell is reached from it.
 */
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";

export interface Place {
  row: number;
  column: number;
}

interface GridOptions {
  rows: number;
  columns: number;
  isEditable: (place: Place) => boolean;
  onEdit: (place: Place, text: string) => void;
  onCancel: () => void;
  /** Beyond the first or the last row: whether there was another page. */
  onPage: (step: -1 | 1) => boolean;
}

export interface Editing extends Place {
  /** What it begins with; null is what the cell says. */
  text: string | null;
}

export function useGrid({ rows, columns, isEditable, onEdit, onCancel, onPage }: GridOptions) {
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const [editing, setEditing] = useState<Editing | null>(null);
  const table = useRef<HTMLTableElement>(null);
  /** Only who is in the table has the focus moved. */
  const isWanted = useRef(false);
  const place = {
    row: Math.min(active.row, Math.max(0, rows - 1)),
    column: Math.min(active.column, columns - 1),
  };

  // At once: the next key may follow.
  useLayoutEffect(() => {
    if (!isWanted.current || editing !== null) return;
    isWanted.current = false;
    table.current?.querySelector<HTMLElement>('td[tabindex="0"]')?.focus();
  });

  function go(to: Place) {
    isWanted.current = true;
    if (to.row < 0 || to.row >= rows) {
      const step = to.row < 0 ? -1 : 1;
      if (!onPage(step)) return;
      return setActive({ row: step === 1 ? 0 : Number.MAX_SAFE_INTEGER, column: to.column });
    }
    setActive({ row: to.row, column: Math.max(0, Math.min(columns - 1, to.column)) });
  }

  /** Goes to a cell from outside of the table. */
  function show(place: Place) {
    isWanted.current = true;
    setActive(place);
  }

  function edit(place: Place) {
    if (isEditable(place)) setEditing({ ...place, text: null });
  }

  function commit(text: string, step: 0 | 1) {
    if (editing === null) return;
    const { row, column } = editing;
    setEditing(null);
    isWanted.current = true;
    if (step === 1 && row + 1 < rows) setActive({ row: row + 1, column });
    onEdit({ row, column }, text);
  }

  function cancel() {
    isWanted.current = true;
    setEditing(null);
    onCancel();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (editing !== null || !(event.target instanceof HTMLTableCellElement)) return;
    const { row, column } = place;
    const moves: Record<string, Place> = {
      ArrowUp: { row: row - 1, column },
      ArrowDown: { row: row + 1, column },
      ArrowLeft: { row, column: column - 1 },
      ArrowRight: { row, column: column + 1 },
      Home: { row, column: 0 },
      End: { row, column: columns - 1 },
    };
    const to = moves[event.key];
    const isTyping = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (to) go(to);
    else if ((event.key === "Enter" || event.key === "F2" || isTyping) && isEditable(place)) {
      setEditing({ ...place, text: isTyping ? event.key : null });
    } else return;
    event.preventDefault();
  }

  return { table, active: place, editing, setActive, show, edit, commit, cancel, onKeyDown };
}
