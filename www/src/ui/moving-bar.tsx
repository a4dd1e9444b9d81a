/** Fluent's bar for what takes its time; loaded when something does. */
import { ProgressBar } from "@fluentui/react-components";

export default function MovingBar({ what }: { what: string }) {
  return <ProgressBar aria-label={what} />;
}
