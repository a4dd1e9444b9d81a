/** The switches that bad days of the local Graph are made of; loaded when they are wanted. */
import { Input, Select } from "@fluentui/react-components";
import { type Faults, isSeconds } from "../model/faults.ts";
import { Field } from "../ui/field.tsx";
import { Ticks } from "../ui/ticks.tsx";
import type { FaultsFieldsProps } from "./preset-field.tsx";

const statuses = {
  "": "What Graph would answer",
  "403": "403 Forbidden",
  "429": "429 Too Many Requests",
  "500": "500 Internal Server Error",
  "502": "502 Bad Gateway",
  "503": "503 Service Unavailable",
  "504": "504 Gateway Timeout",
};
const losses = { "": "No", before: "Before the chat is created", after: "After the chat is created" };
const repeats = { "1": "Once", "2": "Twice", "4": "Four times", always: "Each time" };

export default function FaultSwitches({ faults, onChange }: FaultsFieldsProps) {
  const change = (change: Partial<Faults>) => onChange({ ...faults, ...change });
  return (
    <div className="columns fault-switches">
      <Choose
        label="Status"
        id="fault-status"
        options={statuses}
        value={faults.status}
        onChange={(status) => change({ status })}
      />
      <Choose
        label="How often"
        id="fault-times"
        options={repeats}
        value={faults.times}
        onChange={(times) => change({ times })}
      />
      <Choose
        label="Lose the answer"
        id="fault-lose"
        options={losses}
        value={faults.lose}
        onChange={(lose) => change({ lose })}
      />
      <Seconds
        label="Retry-After"
        id="fault-retry-after"
        value={faults.retryAfter}
        onChange={(retryAfter) => change({ retryAfter })}
      />
      <Seconds
        label="Answers after"
        id="fault-slow"
        value={faults.slow}
        onChange={(slow) => change({ slow })}
      />
      <div className="checks">
        <Ticks
          ticks={[
            {
              label: "Creates the chat first",
              isTicked: faults.madeFirst,
              tick: (madeFirst) => change({ madeFirst }),
            },
            { label: "A gateway’s HTML page", isTicked: faults.html, tick: (html) => change({ html }) },
            { label: "The app fails", isTicked: faults.appFails, tick: (appFails) => change({ appFails }) },
          ]}
        />
      </div>
    </div>
  );
}

interface ChooseProps<Value extends string> {
  id: string;
  label: string;
  options: Record<Value, string>;
  value: Value;
  onChange: (value: Value) => void;
}

function Choose<Value extends string>({ id, label, options, value, onChange }: ChooseProps<Value>) {
  return (
    <Field id={id} label={label}>
      <Select id={id} value={value} onChange={(_, data) => onChange(data.value as Value)}>
        {/* By text: an object would put whole numbers first. */}
        {(Object.entries(options) as [Value, string][])
          .sort(([one], [other]) => Number(one !== "") - Number(other !== ""))
          .map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
      </Select>
    </Field>
  );
}

interface SecondsProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function Seconds({ id, label, value, onChange }: SecondsProps) {
  return (
    <Field id={id} label={label}>
      <Input
        id={id}
        inputMode="numeric"
        contentAfter="s"
        autoComplete="off"
        value={value}
        onChange={(_, data) => isSeconds(data.value) && onChange(data.value)}
      />
    </Field>
  );
}
