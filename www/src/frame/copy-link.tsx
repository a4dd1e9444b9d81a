/** Copies the page's address, which holds the view, the request and the faults. */
import { Button } from "@fluentui/react-components";
import { useState } from "react";
import { Icon } from "../ui/icons.tsx";

const saysSoForMs = 2000;

export function CopyLink() {
  const [said, say] = useState("");

  async function copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      say("Copied");
    } catch {
      say("Not allowed");
    }
    setTimeout(() => say(""), saysSoForMs);
  }

  return (
    <Button appearance="subtle" size="small" icon={<Icon name="share" />} onClick={copy}>
      <span aria-live="polite">{said || "Share"}</span>
    </Button>
  );
}
