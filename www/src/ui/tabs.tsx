/** Tabs in Fluent's look. Fluent's own bring a library for the keyboard that is a tenth of the first view. */
import type { KeyboardEvent } from "react";

interface TabsProps<Value extends string> {
  label: string;
  className?: string;
  selected: Value;
  tabs: readonly { value: Value; title: string; id?: string }[];
  onSelect: (value: Value) => void;
}

const steps: Record<string, (index: number, count: number) => number> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

export function Tabs<Value extends string>({
  label,
  className = "",
  selected,
  tabs,
  onSelect,
}: TabsProps<Value>) {
  /** Arrow keys go from one to the other; Enter and the space bar choose. */
  function move(event: KeyboardEvent<HTMLElement>) {
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")];
    const next = steps[event.key]?.(all.indexOf(event.target as HTMLElement), all.length);
    if (next === undefined) return;
    event.preventDefault();
    all[next]?.focus();
  }

  return (
    <div role="tablist" aria-label={label} className={`tabs ${className}`} onKeyDown={move}>
      {tabs.map(({ value, title, id }) => (
        <button
          key={value}
          type="button"
          role="tab"
          id={id}
          aria-selected={value === selected}
          tabIndex={value === selected ? 0 : -1}
          onClick={() => value !== selected && onSelect(value)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
