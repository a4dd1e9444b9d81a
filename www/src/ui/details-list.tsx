/** Names and values; what is absent is left out. */
import type { ReactNode } from "react";

export type Detail = [name: string, value: ReactNode];

export function DetailsList({ details }: { details: readonly Detail[] }) {
  const present = details.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return (
    <dl className="details">
      {present.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
