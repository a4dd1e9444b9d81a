/** JSON that is only read, in colours. */
import type { ReactNode } from "react";

const tokens = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/g;

export const prettyJson = (value: unknown) => JSON.stringify(value, null, 2);

/** Each line on its own, so that one too long for the screen goes on under its own beginning. */
export function JsonView({ value, label }: { value: unknown; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="json" tabIndex={0} aria-label={label}>
      <pre>
        <code>
          {prettyJson(value)
            .split("\n")
            .map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else, and no state
              <span key={index} style={{ "--indent": `${line.search(/\S/)}ch` } as React.CSSProperties}>
                {coloured(line)}
                {"\n"}
              </span>
            ))}
        </code>
      </pre>
    </section>
  );
}

function coloured(line: string): ReactNode[] {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const match of line.matchAll(tokens)) {
    const [whole, string, colon = ""] = match;
    const key = match.index;
    parts.push(line.slice(end, match.index));
    if (string === undefined) {
      parts.push(
        <span key={key} className="json-other">
          {whole}
        </span>,
      );
    } else {
      parts.push(
        <span key={key} className={colon ? "json-name" : "json-text"}>
          {string}
        </span>,
        colon,
      );
    }
    end = match.index + whole.length;
  }
  return [...parts, line.slice(end)];
}
