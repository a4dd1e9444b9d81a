/** The lines of the list, a page at a time, with what is to become or has become of each behind its own columns. */
import { Button, Select } from "@fluentui/react-components";
import { type Ref, useEffect, useImperativeHandle, useMemo, useState } from "react";
import type { PlannedList, Row } from "../model/bulk/plan-list.ts";
import type { Edit } from "../model/bulk/source.ts";
import { Icon } from "../ui/icons.tsx";
import { numberText } from "../ui/numbers.ts";
import { CellEditor } from "./cell-editor.tsx";
import { type Filter, filtersOf, isShown } from "./row-filters.ts";
import { RowOutcome } from "./row-outcome.tsx";
import { columnsOf } from "./table-columns.ts";
import { useGrid } from "./use-grid.ts";

export interface ShowsLine {
  showLine: (line: number) => void;
}

interface ChatTableProps {
  planned: PlannedList;
  /** A run has begun: the rows show what became of them, and are not edited. */
  isRun: boolean;
  /** Lines that cannot be sent are left out. */
  leavesOut: boolean;
  /** What the last change did; null where there is none to undo. */
  undoes: string | null;
  /** `words` say what it does. */
  onEdit: (edit: Edit, words: string) => void;
  onUndo: () => void;
  ref: Ref<ShowsLine>;
}

const perPage = 25;

export function ChatTable({ planned, isRun, leavesOut, undoes, onEdit, onUndo, ref }: ChatTableProps) {
  const [filter, setFilter] = useState<Filter>("all");
  const [page, setPage] = useState(0);
  const columns = useMemo(() => columnsOf(planned), [planned]);
  const rows = filter === "all" ? planned.rows : planned.rows.filter((row) => isShown(row, filter));
  const last = Math.max(0, Math.ceil(rows.length / perPage) - 1);
  const current = Math.min(page, last);
  const shown = rows.slice(current * perPage, (current + 1) * perPage);
  const columnAt = (column: number) => columns[column - 1];
  /** A line that is being added stands behind the last one until something is written into it. */
  const [isAdding, setAdding] = useState(false);
  const isTable = !isRun && columns.some(({ place }) => place !== null);
  const hasDraft = isAdding && isTable && filter === "all" && current === last;

  const grid = useGrid({
    rows: shown.length + (hasDraft ? 1 : 0),
    columns: columns.length + 2,
    isEditable: ({ column }) => !isRun && columnAt(column)?.place != null,
    onEdit({ row, column }, text) {
      const [edited, { place = null, title = "", textOf = () => "" } = {}] = [shown[row], columnAt(column)];
      if (place === null) return;
      if (edited === undefined) {
        setAdding(false);
        // Where there is no room on this page, it is on the next.
        setPage(Number.MAX_SAFE_INTEGER);
        if (text.trim() !== "") onEdit({ what: "add", column: place, text }, "A line was added");
      } else if (textOf(edited) !== text) {
        const { index, line } = edited.line;
        onEdit({ what: "cell", index, column: place, text }, `${title} of line ${line} was changed`);
      }
    },
    onCancel: () => setAdding(false),
    onPage(step) {
      const next = current + step;
      if (next < 0 || next > last) return false;
      setPage(next);
      return true;
    },
  });

  function add() {
    setFilter("all");
    setPage(Number.MAX_SAFE_INTEGER);
    setAdding(true);
    const members = columns.findIndex(({ title }) => /^members$/i.test(title));
    const onLast = planned.rows.length - Math.max(0, Math.ceil(planned.rows.length / perPage) - 1) * perPage;
    grid.edit({ row: onLast, column: Math.max(0, members) + 1 });
  }

  function remove({ line: { index, line } }: Row) {
    onEdit({ what: "remove", index }, `Line ${line} was removed`);
  }

  // Wherever the focus is, for that of a button goes with its line; a text field undoes its own.
  useEffect(() => {
    if (undoes === null || isRun) return;
    const undo = (event: KeyboardEvent) => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
      const isWriting = event.target instanceof Element && event.target.matches("input, textarea, select");
      if (!isUndo || isWriting || !grid.table.current?.checkVisibility()) return;
      event.preventDefault();
      onUndo();
    };
    document.addEventListener("keydown", undo);
    return () => document.removeEventListener("keydown", undo);
  });

  useImperativeHandle(ref, () => ({
    showLine(line) {
      const index = planned.rows.findIndex((row) => row.line.line === line);
      setFilter("all");
      setPage(Math.floor(index / perPage));
      grid.show({ row: index % perPage, column: columns.length + 1 });
    },
  }));

  const cellProps = (row: number, column: number) => ({
    // Said, as on a phone a row is no longer laid out as one.
    role: "gridcell",
    tabIndex: grid.active.row === row && grid.active.column === column ? 0 : -1,
    onFocus: () => grid.setActive({ row, column }),
    onDoubleClick: () => grid.edit({ row, column }),
  });

  return (
    <section className={`card chat-table${isRun ? " run" : ""}`} aria-labelledby="chat-table-title">
      <header>
        <h2 id="chat-table-title">{isRun ? "Outcomes" : "Lines"}</h2>
        <Select
          size="small"
          aria-label="Show"
          value={filter}
          onChange={(_, { value }) => {
            setFilter(value as Filter);
            setPage(0);
          }}
        >
          {filtersOf(planned, filter, isRun).map(({ value, title, count }) => (
            <option key={value} value={value}>
              {title} {numberText(count)}
            </option>
          ))}
        </Select>
        {isTable && (
          <Button size="small" icon={<Icon name="add" />} onClick={add}>
            Add a line
          </Button>
        )}
        {!isRun && (isTable || undoes !== null) && (
          <>
            <Button
              size="small"
              icon={<Icon name="restore" />}
              disabledFocusable={undoes === null}
              {...(undoes !== null && { title: `${undoes}: take that back` })}
              onClick={onUndo}
            >
              Undo
            </Button>
            <span className="for-screen-readers" role="status">
              {undoes !== null && `${undoes}. Undo takes it back.`}
            </span>
          </>
        )}
      </header>
      <div className="table-frame">
        <table
          ref={grid.table}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are gone through by the arrow keys
          role="grid"
          aria-labelledby="chat-table-title"
          aria-rowcount={rows.length + 1}
          onKeyDown={grid.onKeyDown}
        >
          <thead>
            <tr>
              <th scope="col" className="line">
                Line
              </th>
              {columns.map(({ id, title }) => (
                <th key={id} scope="col" className={title.toLowerCase()}>
                  {title}
                </th>
              ))}
              <th scope="col" className="state-column">
                {isRun ? "Outcome" : "State"}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row, at) => (
              <tr
                key={row.line.index}
                // biome-ignore lint/a11y/noRedundantRoles: on a phone it is not laid out as one, and would not be said to be one
                role="row"
                className={row.state}
                aria-rowindex={current * perPage + at + 2}
              >
                <td {...cellProps(at, 0)}>
                  {row.line.line}
                  {isTable && (
                    <Button
                      className="remove-line"
                      appearance="subtle"
                      size="small"
                      icon={<Icon name="remove" />}
                      tabIndex={grid.active.row === at ? 0 : -1}
                      aria-label={`Remove line ${row.line.line}`}
                      title="Remove this line"
                      onClick={() => remove(row)}
                    />
                  )}
                </td>
                {columns.map(({ id, textOf, title }, place) => {
                  const text = textOf(row);
                  const isEdited = grid.editing?.row === at && grid.editing.column === place + 1;
                  return (
                    <td key={id} {...cellProps(at, place + 1)} title={text}>
                      {isEdited ? (
                        <CellEditor
                          label={`${title} of line ${row.line.line}`}
                          text={grid.editing?.text ?? text}
                          onEnd={grid.commit}
                          onCancel={grid.cancel}
                        />
                      ) : (
                        <span className="one-line">{text}</span>
                      )}
                    </td>
                  );
                })}
                <td {...cellProps(at, columns.length + 1)}>
                  <RowOutcome
                    row={row}
                    isRun={isRun}
                    leavesOut={isRun || leavesOut}
                    isReached={grid.active.row === at}
                  />
                </td>
              </tr>
            ))}
            {hasDraft && (
              <tr aria-rowindex={rows.length + 2}>
                <td {...cellProps(shown.length, 0)}>New</td>
                {columns.map(({ id, title }, place) => (
                  <td key={id} {...cellProps(shown.length, place + 1)}>
                    {grid.editing?.row === shown.length && grid.editing.column === place + 1 && (
                      <CellEditor
                        label={`${title} of the new line`}
                        text={grid.editing.text ?? ""}
                        onEnd={grid.commit}
                        onCancel={grid.cancel}
                      />
                    )}
                  </td>
                ))}
                <td {...cellProps(shown.length, columns.length + 1)} />
              </tr>
            )}
          </tbody>
        </table>
      </div>
      <Pager page={current} last={last} rows={rows} onPage={setPage} />
    </section>
  );
}

interface PagerProps {
  page: number;
  last: number;
  rows: readonly Row[];
  onPage: (page: number) => void;
}

function Pager({ page, last, rows, onPage }: PagerProps) {
  const first = page * perPage;
  return (
    <nav className="pager" aria-label="Pages of lines">
      <Button size="small" disabledFocusable={page === 0} onClick={() => onPage(Math.max(0, page - 1))}>
        Previous
      </Button>
      <span>
        {rows.length === 0 ? 0 : numberText(first + 1)}–{numberText(Math.min(rows.length, first + perPage))}{" "}
        of {numberText(rows.length)}
      </span>
      <Button size="small" disabledFocusable={page === last} onClick={() => onPage(Math.min(last, page + 1))}>
        Next
      </Button>
    </nav>
  );
}
