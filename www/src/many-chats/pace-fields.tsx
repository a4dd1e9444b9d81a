/** How many requests go together, and how many batches at once. */
import { Input, Select } from "@fluentui/react-components";
import { paces } from "../model/local-paces.ts";
import { Field } from "../ui/field.tsx";

export interface PaceText {
  batchSize: string;
  concurrency: string;
}

interface PaceFieldsProps {
  pace: PaceText;
  isFixed: boolean;
  onChange: (change: Partial<PaceText>) => void;
}

export const initialPace: PaceText = { batchSize: "20", concurrency: "" };

const [mostInBatch, mostAtOnce] = [20, 1000];

/** Null where a number cannot be used; concurrency is null, too, where the client chooses. */
export function paceOf({ batchSize, concurrency }: PaceText) {
  const size = numberIn(batchSize, mostInBatch);
  const atOnce = concurrency.trim() === "" ? null : numberIn(concurrency, mostAtOnce);
  return size === undefined || atOnce === undefined ? null : { batchSize: size, concurrency: atOnce };
}

function numberIn(text: string, most: number): number | undefined {
  const number = Number(text);
  return text.trim() !== "" && Number.isInteger(number) && number >= 1 && number <= most ? number : undefined;
}

const wrong = (isWrong: boolean, message: string) =>
  isWrong ? [{ severity: "error" as const, message }] : [];

export function PaceFields({ pace: { batchSize, concurrency }, isFixed, onChange }: PaceFieldsProps) {
  return (
    <div className="columns">
      <Field
        id="batch-size"
        label="Requests per batch"
        hint="1 to 20; 1 sends each on its own."
        issues={wrong(numberIn(batchSize, mostInBatch) === undefined, "A whole number from 1 to 20.")}
      >
        <Input
          id="batch-size"
          inputMode="numeric"
          autoComplete="off"
          disabled={isFixed}
          value={batchSize}
          onChange={(_, { value }) => onChange({ batchSize: value })}
        />
      </Field>
      <Field
        id="concurrency"
        label="Batches at once"
        hint="Empty: adapts to what Graph answers."
        issues={wrong(
          paceOf({ batchSize: "1", concurrency }) === null,
          "A whole number from 1 to 1,000, or nothing.",
        )}
      >
        <Input
          id="concurrency"
          inputMode="numeric"
          autoComplete="off"
          placeholder="automatic"
          disabled={isFixed}
          value={concurrency}
          onChange={(_, { value }) => onChange({ concurrency: value })}
        />
      </Field>
    </div>
  );
}

interface LocalPaceFieldProps {
  paceId: string;
  isFixed: boolean;
  onChange: (id: string) => void;
}

export function LocalPaceField({ paceId, isFixed, onChange }: LocalPaceFieldProps) {
  return (
    <Field id="local-pace" label="The local Graph answers" isWide>
      <Select id="local-pace" disabled={isFixed} value={paceId} onChange={(_, { value }) => onChange(value)}>
        {paces.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
    </Field>
  );
}
