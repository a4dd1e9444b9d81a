/** What can be ticked, one below the other. */
import { Checkbox } from "@fluentui/react-components";

export interface Tick {
  label: string;
  isTicked: boolean;
  isOff?: boolean;
  className?: string;
  tick: (is: boolean) => void;
}

export function Ticks({ ticks }: { ticks: readonly Tick[] }) {
  return ticks.map(({ label, isTicked, isOff = false, className = "", tick }) => (
    <Checkbox
      key={label}
      className={className}
      label={label}
      checked={isTicked}
      disabled={isOff}
      onChange={(_, { checked }) => tick(checked === true)}
    />
  ));
}
