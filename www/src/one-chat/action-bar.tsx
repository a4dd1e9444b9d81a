/** Always in sight: how the request stands, and the buttons that create the chat and cancel it. */
import { Button, useRestoreFocusTarget } from "@fluentui/react-components";
import { Icon } from "../ui/icons.tsx";

export interface StatusLine {
  tone: "success" | "error" | "warning" | "waiting";
  words: string;
}

interface ActionBarProps {
  /** How the request stands, in a few words. */
  statusLine: StatusLine;
  isBusy: boolean;
  /** In a real tenant only a click or Ctrl+Enter sends: Enter in a field does not. */
  isReal: boolean;
  onCreate: () => void;
  onCancel: () => void;
}

export function ActionBar({ statusLine, isBusy, isReal, onCreate, onCancel }: ActionBarProps) {
  const restoreFocusTarget = useRestoreFocusTarget();
  return (
    <footer className="action-bar">
      <p role="status" className={`standing ${statusLine.tone}`}>
        <Icon name={statusLine.tone} />
        <span>{statusLine.words}</span>
      </p>
      {isBusy && <Button onClick={onCancel}>Cancel</Button>}
      {/* Not disabled while busy: that would take the focus from those who use the keyboard. */}
      <Button
        {...restoreFocusTarget}
        appearance="primary"
        aria-disabled={isBusy}
        {...(isReal ? { type: "button", onClick: onCreate } : { type: "submit" })}
      >
        Create chat
      </Button>
    </footer>
  );
}
