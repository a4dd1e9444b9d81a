/** Always in sight: how the request stands, and the buttons that create the chat and cancel it. */
import { Icon } from "../ui/icons.tsx";

export interface Standing {
  tone: "success" | "error" | "waiting";
  words: string;
}

interface ActionBarProps {
  /** How the request stands, in a few words. */
  standing: Standing;
  isBusy: boolean;
  onCancel: () => void;
}

export function ActionBar({ standing, isBusy, onCancel }: ActionBarProps) {
  return (
    <footer class="card action-bar">
      <p role="status" class={`standing ${standing.tone}`}>
        <Icon name={standing.tone} />
        <span>{standing.words}</span>
      </p>
      <button type="button" class="secondary" hidden={!isBusy} onClick={onCancel}>
        Cancel
      </button>
      {/* Not disabled while busy: that would take the focus from those who use the keyboard. */}
      <button type="submit" aria-disabled={isBusy}>
        Create chat
      </button>
    </footer>
  );
}
