/** One of a few, all in sight: radio buttons that look like one control. */

interface ChoiceProps<Value extends string> {
  id: string;
  legend: string;
  value: Value;
  options: readonly { value: Value; title: string; disabled?: boolean }[];
  messages?: string;
  onChange: (value: Value) => void;
}

export function Choice<Value extends string>({
  id,
  legend,
  value,
  options,
  messages,
  onChange,
}: ChoiceProps<Value>) {
  return (
    <fieldset class="choice" aria-describedby={messages}>
      <legend>{legend}</legend>
      <div class="choice-options">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={id}
              id={`${id}-${option.value}`}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled ?? false}
              onChange={() => onChange(option.value)}
            />
            <span class="segment">{option.title}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
