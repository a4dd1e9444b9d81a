/** "Form" or "Edit as JSON". */
import { Icon } from "../ui/icons.tsx";
import type { EnteredRequest } from "./use-request.ts";

export function ModeSwitch({ request }: { request: EnteredRequest }) {
  const { mode, obstacle, toForm, toJson, backToForm } = request;
  return (
    <div class="mode">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend of its own */}
      <div class="mode-switch" role="group" aria-label="How to enter the request">
        <button
          type="button"
          class="segment"
          aria-pressed={mode === "form"}
          onClick={() => mode === "json" && toForm()}
        >
          Form
        </button>
        <button
          type="button"
          class="segment"
          aria-pressed={mode === "json"}
          onClick={() => mode === "form" && toJson()}
        >
          Edit as JSON
        </button>
      </div>
      <div role="status" class="obstacle">
        {obstacle !== null && (
          <>
            <Icon name="warning" />
            <span>
              {obstacle}{" "}
              <button type="button" class="link" onClick={backToForm}>
                Go back to the form as it was
              </button>
            </span>
          </>
        )}
      </div>
    </div>
  );
}
