/** What became of each line: a table in pages, so that thousands stay quick. */
import { Button } from "@fluentui/react-components";
import { useState } from "react";
import type { BulkRun, Row, RowState } from "../model/bulk-run.ts";
import { isGroup, titleOf } from "../model/chat-lines.ts";
import { outcomeOf } from "../model/error-words.ts";
import { outcomesCsv } from "../model/outcomes-csv.ts";
import { saveFile } from "../model/save-file.ts";
import { Choice } from "../ui/choice.tsx";
import { Icon, type IconName } from "../ui/icons.tsx";
import { DocsLink } from "../ui/issues.tsx";
import { numberText } from "../ui/numbers.ts";

type Filter = "all" | RowState;

const perPage = 25;

const states: Record<RowState, { title: string; icon: IconName }> = {
  created: { title: "Created", icon: "success" },
  accepted: { title: "Accepted", icon: "success" },
  failed: { title: "Failed", icon: "error" },
  unknown: { title: "May exist", icon: "warning" },
  skipped: { title: "Skipped", icon: "remove" },
  waiting: { title: "Waiting", icon: "waiting" },
};

/** Shown only where there are such lines; the others always, so that nothing moves. */
const rare: readonly RowState[] = ["accepted", "skipped"];

export function OutcomesCard({ run }: { run: BulkRun }) {
  const [filter, setFilter] = useState<Filter>("all");
  const [page, setPage] = useState(0);
  const counts = Map.groupBy(run.rows, ({ state }) => state);
  const rows = filter === "all" ? run.rows : (counts.get(filter) ?? []);
  const lastPage = Math.max(0, Math.ceil(rows.length / perPage) - 1);
  const shownPage = Math.min(page, lastPage);
  const first = shownPage * perPage;
  const shown = rows.slice(first, first + perPage);

  const options = [
    { value: "all" as Filter, title: `All ${numberText(run.rows.length)}` },
    ...Object.entries(states)
      .filter(
        ([state]) => !rare.includes(state as RowState) || state === filter || counts.has(state as RowState),
      )
      .map(([state, { title }]) => ({
        value: state as Filter,
        title: `${title} ${numberText(counts.get(state as RowState)?.length ?? 0)}`,
      })),
  ];

  return (
    <section className="card outcomes" aria-labelledby="outcomes-title">
      <header>
        <h2 id="outcomes-title">Outcomes</h2>
        <Button
          size="small"
          onClick={() => saveFile("chats-outcomes.csv", "text/csv", outcomesCsv(run.rows))}
        >
          Download CSV
        </Button>
      </header>
      <Choice
        id="outcome-filter"
        legend="Show"
        value={filter}
        options={options}
        onChange={(filter) => {
          setFilter(filter);
          setPage(0);
        }}
      />
      <table>
        <caption className="for-screen-readers">What became of each line</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">Chat</th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <OutcomeRow key={row.line.number} row={row} />
          ))}
        </tbody>
      </table>
      <nav className="pager" aria-label="Pages of outcomes">
        <Button
          size="small"
          aria-disabled={shownPage === 0}
          onClick={() => setPage(Math.max(0, shownPage - 1))}
        >
          Previous
        </Button>
        <span>
          {rows.length === 0 ? 0 : numberText(first + 1)}–{numberText(first + shown.length)} of{" "}
          {numberText(rows.length)}
        </span>
        <Button
          size="small"
          aria-disabled={shownPage === lastPage}
          onClick={() => setPage(Math.min(lastPage, shownPage + 1))}
        >
          Next
        </Button>
      </nav>
    </section>
  );
}

function OutcomeRow({ row }: { row: Row }) {
  const { title, icon } = states[row.state];
  return (
    <tr>
      <td>{row.line.number}</td>
      <td>
        <span className="one-line" title={titleOf(row.line)}>
          {titleOf(row.line)}
        </span>
        <small>{isGroup(row.line) ? "Group" : "One-on-one"}</small>
      </td>
      <td>
        <span className={`state ${row.state}`}>
          <Icon name={icon} />
          {title}
        </span>
        <Details row={row} />
      </td>
    </tr>
  );
}

function Details({ row: { line, state, chatId, error } }: { row: Row }) {
  if (state === "skipped") {
    return line.issues
      .filter(({ severity }) => severity === "error")
      .map(({ path, code, message, docsUrl }) => (
        <p key={path + code}>
          {path !== "" && <code>{path}</code>} {message} {docsUrl !== undefined && <DocsLink url={docsUrl} />}
        </p>
      ));
  }
  if (error !== null) {
    return (
      <>
        <p>{error.message}</p>
        {error.hint !== null && <p>{error.hint}</p>}
        <p>
          <strong>{outcomeOf(error)}</strong> {error.docsUrl !== null && <DocsLink url={error.docsUrl} />}
        </p>
      </>
    );
  }
  return chatId === null ? null : (
    <code className="chat-id one-line" title={chatId}>
      {chatId}
    </code>
  );
}
