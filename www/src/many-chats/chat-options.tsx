/** What is done about lost answers, groups that are there already, and members: the switches of the command. */
import { Checkbox, Select } from "@fluentui/react-components";
import type { ChatOptions } from "../model/bulk/run-options.ts";
import { Field } from "../ui/field.tsx";
import { Section } from "../ui/section.tsx";

interface ChatOptionsFieldsProps {
  options: ChatOptions;
  isFixed: boolean;
  onChange: (change: Partial<ChatOptions>) => void;
}

const onUnknownTitles: Record<ChatOptions["onUnknown"], string> = {
  report: "Report the group as one that may exist",
  look: "Look for the group",
  repeat: "Create the group again, perhaps twice",
};

export function ChatOptionsFields({ options, isFixed, onChange }: ChatOptionsFieldsProps) {
  const { onUnknown, ifExists, verify, addMissing } = options;
  const ticks = [
    {
      label: "Use groups that exist, in place of creating them again",
      isTicked: ifExists === "reuse",
      change: (is: boolean): Partial<ChatOptions> => ({ ifExists: is ? "reuse" : "create" }),
    },
    {
      label: "Check that everyone is in each chat",
      isTicked: verify,
      change: (is: boolean): Partial<ChatOptions> => ({ verify: is }),
    },
    {
      label: "Add those missing to their group",
      isTicked: verify && addMissing,
      isOff: !verify,
      change: (is: boolean): Partial<ChatOptions> => ({ addMissing: is }),
    },
  ];
  return (
    <Section title="Lost answers and members" summary={summaryOf(options)}>
      <Field id="on-unknown" label="When an answer is lost">
        <Select
          id="on-unknown"
          disabled={isFixed}
          value={onUnknown}
          onChange={(_, { value }) => onChange({ onUnknown: value as ChatOptions["onUnknown"] })}
        >
          {Object.entries(onUnknownTitles).map(([value, title]) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </Select>
      </Field>
      <div className="checks">
        {ticks.map(({ label, isTicked, isOff = false, change }) => (
          <Checkbox
            key={label}
            label={label}
            checked={isTicked}
            disabled={isFixed || isOff}
            onChange={(_, { checked }) => onChange(change(checked === true))}
          />
        ))}
      </div>
    </Section>
  );
}

function summaryOf({ onUnknown, ifExists, verify, addMissing }: ChatOptions): string {
  const words = { report: "reported", look: "looked for", repeat: "created again" };
  return [
    words[onUnknown],
    ...(ifExists === "reuse" ? ["groups reused"] : []),
    ...(verify ? [addMissing ? "members checked and added" : "members checked"] : []),
  ].join(" · ");
}
