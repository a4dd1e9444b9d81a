/** A bar that moves while something is under way; nothing where less motion is wanted, for the title says the same. */
import { ProgressBar } from "@fluentui/react-components";

const reduced = matchMedia("(prefers-reduced-motion: reduce)");

export const Busy = ({ what }: { what: string }) =>
  reduced.matches ? null : <ProgressBar aria-label={what} />;
