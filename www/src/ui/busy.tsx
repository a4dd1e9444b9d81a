/** A bar that moves while something is under way; nothing where less motion is wanted, for the title says the same. */
import { lazy, Suspense } from "react";

const MovingBar = lazy(() => import("./moving-bar.tsx"));
const reduced = matchMedia("(prefers-reduced-motion: reduce)");

export const Busy = ({ what }: { what: string }) =>
  reduced.matches ? null : (
    <Suspense fallback={null}>
      <MovingBar what={what} />
    </Suspense>
  );
