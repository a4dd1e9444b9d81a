/** The request as code of one language, to copy. */
import { snippets, type ToSend } from "../model/snippets.ts";
import { CopyButton } from "../ui/copy-button.tsx";

export default function CodeView({ id, toSend }: { id: string; toSend: ToSend }) {
  const snippet = snippets.find((one) => one.id === id);
  if (snippet === undefined) return null;
  const text = snippet.text(toSend);
  return (
    <div className="code-view">
      <CopyButton text={text} what={`the ${snippet.title} code`} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="code" tabIndex={0} aria-label={`${snippet.title} code`}>
        <pre>
          <code>{text}</code>
        </pre>
      </section>
      <p className="hint">
        {id === "http"
          ? "Put a token in place of {{token}}."
          : "The token comes from the variable GRAPH_TOKEN."}
      </p>
    </div>
  );
}
