/** Names and values; what is absent is left out. */
import type { ComponentChildren } from "preact";

export type Detail = [name: string, value: ComponentChildren];

export function DetailsList({ details }: { details: readonly Detail[] }) {
  const present = details.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return (
    <dl class="details">
      {present.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
