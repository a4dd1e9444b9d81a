/** One of a few, all in sight. */
import { Field, Radio, RadioGroup } from "@fluentui/react-components";

interface ChoiceProps<Value extends string> {
  id: string;
  legend: string;
  value: Value;
  options: readonly { value: Value; title: string; disabled?: boolean }[];
  hint?: string;
  onChange: (value: Value) => void;
}

export function Choice<Value extends string>({
  id,
  legend,
  value,
  options,
  hint,
  onChange,
}: ChoiceProps<Value>) {
  return (
    <Field label={legend} className="choice" {...(hint !== undefined && { hint })}>
      <RadioGroup
        layout="horizontal"
        name={id}
        value={value}
        onChange={(_, data) => onChange(data.value as Value)}
      >
        {options.map(({ value, title, disabled = false }) => (
          <Radio key={value} id={`${id}-${value}`} value={value} label={title} disabled={disabled} />
        ))}
      </RadioGroup>
    </Field>
  );
}
