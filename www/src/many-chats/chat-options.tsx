/** What is done about lost answers, groups that are there already, and members: the switches of the command. */
import { Select } from "@fluentui/react-components";
import type { ChatOptions } from "../model/bulk/run-options.ts";
import { Field } from "../ui/field.tsx";
import { Section } from "../ui/section.tsx";
import { type Tick, Ticks } from "../ui/ticks.tsx";

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
  const ticks: Tick[] = [
    {
      label: "Use groups that exist, in place of creating them again",
      isTicked: ifExists === "reuse",
      isOff: isFixed,
      tick: (is) => onChange({ ifExists: is ? "reuse" : "create" }),
    },
    {
      label: "Check that everyone is in each chat",
      isTicked: verify,
      isOff: isFixed,
      tick: (is) => onChange({ verify: is }),
    },
    {
      label: "Add those missing to their group",
      isTicked: verify && addMissing,
      isOff: isFixed || !verify,
      tick: (is) => onChange({ addMissing: is }),
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
        <Ticks ticks={ticks} />
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
