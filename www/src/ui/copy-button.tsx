/** Copies a text, and says so. */
import { useState } from "preact/hooks";
import { Icon } from "./icons.tsx";

const saysSoForMs = 2000;

export function CopyButton({ text, what }: { text: string; what: string }) {
  const [said, say] = useState("");

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      say("Copied");
    } catch {
      say("Not allowed");
    }
    setTimeout(() => say(""), saysSoForMs);
  }

  return (
    <button type="button" class="quiet small copy" onClick={copy}>
      <Icon name={said === "Copied" ? "success" : "copy"} />
      <span aria-live="polite">{said || "Copy"}</span>
      <span class="for-screen-readers"> {what}</span>
    </button>
  );
}
