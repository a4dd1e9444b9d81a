/** The page's icons, from Fluent's set. Decoration only: words always say the same. */
import { AddRegular } from "@fluentui/react-icons/svg/add";
import { ArrowResetRegular } from "@fluentui/react-icons/svg/arrow-reset";
import { BuildingRegular } from "@fluentui/react-icons/svg/building";
import { ChatRegular } from "@fluentui/react-icons/svg/chat";
import { CheckmarkCircleRegular } from "@fluentui/react-icons/svg/checkmark-circle";
import { ClockRegular } from "@fluentui/react-icons/svg/clock";
import { CopyRegular } from "@fluentui/react-icons/svg/copy";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { ErrorCircleRegular } from "@fluentui/react-icons/svg/error-circle";
import { OpenRegular } from "@fluentui/react-icons/svg/open";
import { PersonRegular } from "@fluentui/react-icons/svg/person";
import { ShareRegular } from "@fluentui/react-icons/svg/share";
import { WarningRegular } from "@fluentui/react-icons/svg/warning";
import { WrenchRegular } from "@fluentui/react-icons/svg/wrench";

const icons = {
  error: ErrorCircleRegular,
  warning: WarningRegular,
  success: CheckmarkCircleRegular,
  waiting: ClockRegular,
  copy: CopyRegular,
  add: AddRegular,
  remove: DismissRegular,
  open: OpenRegular,
  fix: WrenchRegular,
  person: PersonRegular,
  tenant: BuildingRegular,
  share: ShareRegular,
  restore: ArrowResetRegular,
  message: ChatRegular,
} as const;

export type IconName = keyof typeof icons;

export function Icon({ name }: { name: IconName }) {
  const Drawn = icons[name];
  return <Drawn className="icon" aria-hidden="true" />;
}
