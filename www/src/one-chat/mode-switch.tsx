/** "Form" or "JSON". */
import { Link } from "@fluentui/react-components";
import { Icon } from "../ui/icons.tsx";
import { Tabs } from "../ui/tabs.tsx";
import type { EnteredRequest } from "./use-request.ts";

export function ModeSwitch({ request }: { request: EnteredRequest }) {
  const { mode, toForm, toJson } = request;
  return (
    <Tabs
      label="How to enter the request"
      selected={mode}
      tabs={[
        { value: "form", title: "Form" },
        { value: "json", title: "JSON" },
      ]}
      onSelect={(value) => (value === "form" ? toForm() : toJson())}
    />
  );
}

/** Why the form cannot show the JSON. */
export function Obstacle({ request: { obstacle, backToForm } }: { request: EnteredRequest }) {
  return (
    <div role="status" className="obstacle">
      {obstacle !== null && (
        <>
          <Icon name="warning" />
          <span>
            {obstacle}{" "}
            <Link as="button" inline onClick={backToForm}>
              Go back to the form as it was
            </Link>
          </span>
        </>
      )}
    </div>
  );
}
