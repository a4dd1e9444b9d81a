/** How the local Graph behaves: ready-made bad days. */
import { Select } from "@fluentui/react-components";
import { type Faults, presetOf, presets } from "../model/faults.ts";
import { Field } from "../ui/field.tsx";

export interface FaultsFieldsProps {
  faults: Faults;
  onChange: (faults: Faults) => void;
}

export function PresetField({ faults, onChange }: FaultsFieldsProps) {
  const current = presetOf(faults);
  return (
    <Field id="preset" label="The local Graph answers" isWide>
      <Select
        id="preset"
        value={current}
        onChange={(_, { value }) => {
          const preset = presets.find(({ id }) => id === value);
          if (preset) onChange(preset.faults);
        }}
      >
        {presets.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
        {current === "custom" && <option value="custom">By the switches below</option>}
      </Select>
    </Field>
  );
}
