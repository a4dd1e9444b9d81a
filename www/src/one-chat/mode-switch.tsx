/** "Form" or "JSON". */
import { Link, Tab, TabList } from "@fluentui/react-components";
import { Icon } from "../ui/icons.tsx";
import type { EnteredRequest } from "./use-request.ts";

export function ModeSwitch({ request }: { request: EnteredRequest }) {
  const { mode, toForm, toJson } = request;
  return (
    <TabList
      size="small"
      aria-label="How to enter the request"
      selectedValue={mode}
      onTabSelect={(_, { value }) => {
        if (value === mode) return;
        if (value === "form") toForm();
        else toJson();
      }}
    >
      <Tab value="form" id="form-tab">
        Form
      </Tab>
      <Tab value="json" id="json-tab">
        JSON
      </Tab>
    </TabList>
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
