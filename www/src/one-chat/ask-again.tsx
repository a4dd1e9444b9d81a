/** Asks before a group is created once more that is there, or may be. */
import type { Call } from "../model/sending.ts";
import { AskDialog } from "../ui/ask-dialog.tsx";
import { timeText } from "../ui/numbers.ts";

interface AskAgainProps {
  /** The call that made the group, or may have. */
  earlier: Call;
  isOpen: boolean;
  onLook: () => void;
  onCreate: () => void;
  onClose: () => void;
}

export default function AskAgain(props: AskAgainProps) {
  const { isOpen, onLook, onCreate, onClose } = props;
  const { step, beganAt } = props.earlier;
  const at = timeText(beganAt);
  const isUnknown = step.step === "failed";
  return (
    <AskDialog
      isOpen={isOpen}
      title={isUnknown ? "This group may exist" : "This group was created"}
      confirm={isUnknown ? "Create it again all the same" : "Create another"}
      {...(isUnknown && { other: { title: "Look for it", act: onLook } })}
      onConfirm={onCreate}
      onClose={onClose}
    >
      {isUnknown
        ? `It was sent at ${at}, and it is not known whether Graph created it. `
        : `The same request was sent at ${at}, and Graph accepted it. `}
      Sent again, Graph would make a second group of the same people.
    </AskDialog>
  );
}
