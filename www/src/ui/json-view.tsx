/** JSON that is only read, in colours. */
import type { ComponentChildren } from "preact";

const tokens = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/g;

export const prettyJson = (value: unknown) => JSON.stringify(value, null, 2);

/** Each line on its own, so that one too long for the screen goes on under its own beginning. */
export function JsonView({ value }: { value: unknown }) {
  return (
    <pre class="json">
      <code>
        {prettyJson(value)
          .split("\n")
          .map((line, index) => (
            <span key={index} style={{ "--indent": `${line.search(/\S/)}ch` }}>
              {coloured(line)}
              {"\n"}
            </span>
          ))}
      </code>
    </pre>
  );
}

function coloured(line: string): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const match of line.matchAll(tokens)) {
    const [whole, string, colon = ""] = match;
    parts.push(line.slice(end, match.index));
    if (string === undefined) parts.push(<span class="json-other">{whole}</span>);
    else parts.push(<span class={colon ? "json-name" : "json-text"}>{string}</span>, colon);
    end = match.index + whole.length;
  }
  return [...parts, line.slice(end)];
}
