/** The app that Graph installs in the chat, and what it is allowed there. */
import { useRef } from "preact/hooks";
import { changed, type PermissionRow, type PermissionType, permissionRow } from "../model/chat-form.ts";
import { permissionField } from "../model/issue-fields.ts";
import { controlProps, Field, Messages } from "../ui/field.tsx";
import { Icon } from "../ui/icons.tsx";
import { useFocusAfterRender } from "../ui/use-focus.ts";
import type { PartProps } from "./chat-fields.tsx";

const permissionTypes: readonly PermissionType[] = ["application", "delegated"];
const messages = "permissions-messages";

export function InstalledApp({ form, issuesOf, onChange }: PartProps) {
  const { appId, permissions } = form;
  const addButton = useRef<HTMLButtonElement>(null);
  const focusLater = useFocusAfterRender();

  function add() {
    onChange({ permissions: [...permissions, permissionRow()] });
    focusLater(() => document.getElementById(permissionField(permissions.length)));
  }

  function remove(key: number, index: number) {
    onChange({ permissions: permissions.filter((permission) => permission.key !== key) });
    focusLater(() => document.getElementById(permissionField(index)) ?? addButton.current);
  }

  return (
    <fieldset class="rows">
      <legend>Installed app</legend>
      <Field
        id="app"
        label="Catalog id"
        hint="Optional. With an app Graph answers 202, and installs it afterwards."
        issues={issuesOf("app")}
      >
        {(control) => (
          <input
            {...control}
            type="text"
            autocomplete="off"
            spellcheck={false}
            placeholder="GUID of the app in the tenant’s catalog"
            value={appId}
            onInput={({ currentTarget }) => onChange({ appId: currentTarget.value })}
          />
        )}
      </Field>
      <ul id="permissions">
        {permissions.map((permission, index) => (
          <Permission
            key={permission.key}
            permission={permission}
            index={index}
            control={controlProps(permissionField(index), messages, issuesOf("permissions"))}
            onChange={(change) => onChange({ permissions: changed(permissions, permission.key, change) })}
            onRemove={() => remove(permission.key, index)}
          />
        ))}
      </ul>
      <div class="rows-footer">
        <button type="button" class="quiet small" onClick={add} ref={addButton}>
          <Icon name="add" />
          Add a consented permission
        </button>
        <Messages id={messages} issues={issuesOf("permissions")} />
      </div>
    </fieldset>
  );
}

interface PermissionProps {
  permission: PermissionRow;
  index: number;
  control: ReturnType<typeof controlProps>;
  onChange: (change: Partial<PermissionRow>) => void;
  onRemove: () => void;
}

function Permission({ permission, index, control, onChange, onRemove }: PermissionProps) {
  const number = index + 1;
  return (
    <li class="row permission">
      <div class="value">
        <label for={control.id} class="row-label">
          Permission<span class="for-screen-readers"> {number}</span>
        </label>
        <input
          {...control}
          type="text"
          autocomplete="off"
          spellcheck={false}
          placeholder="e.g. ChatMessage.Read.Chat"
          value={permission.value}
          onInput={({ currentTarget }) => onChange({ value: currentTarget.value })}
        />
      </div>
      <div class="type">
        <label for={`${control.id}-type`} class="row-label">
          Type<span class="for-screen-readers"> of permission {number}</span>
        </label>
        <select
          id={`${control.id}-type`}
          value={permission.type}
          onChange={({ currentTarget }) => onChange({ type: currentTarget.value as PermissionType })}
        >
          {permissionTypes.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
      <button
        type="button"
        class="quiet icon-only remove"
        onClick={onRemove}
        title={`Remove permission ${number}`}
      >
        <Icon name="remove" />
        <span class="for-screen-readers">Remove permission {number}</span>
      </button>
    </li>
  );
}
