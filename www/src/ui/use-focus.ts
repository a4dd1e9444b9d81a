/** Moves the focus to something that is only there after the next rendering. */
import { useLayoutEffect, useRef } from "react";

export function useFocusAfterRender() {
  const find = useRef<(() => HTMLElement | null) | null>(null);
  useLayoutEffect(() => {
    find.current?.()?.focus();
    find.current = null;
  });
  return (finder: () => HTMLElement | null) => {
    find.current = finder;
  };
}
