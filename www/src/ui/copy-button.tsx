/** Copies a text, and says so. */
import { Button } from "@fluentui/react-components";
import { useState } from "react";
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
    <Button
      className="copy"
      appearance="subtle"
      size="small"
      icon={<Icon name={said === "Copied" ? "success" : "copy"} />}
      onClick={copy}
    >
      <span aria-live="polite">{said || "Copy"}</span>
      <span className="for-screen-readers"> {what}</span>
    </Button>
  );
}
