/** The app that Graph installs in the chat, and what it is allowed there. */
import { Button, Input, Select } from "@fluentui/react-components";
import { changed, type PermissionRow, type PermissionType, permissionRow } from "../model/chat-form.ts";
import { permissionField } from "../model/issue-fields.ts";
import { controlProps, Field, Messages } from "../ui/field.tsx";
import { Icon } from "../ui/icons.tsx";
import { Section } from "../ui/section.tsx";
import { useFocusAfterRender } from "../ui/use-focus.ts";
import type { PartProps } from "./chat-fields.tsx";

const permissionTypes: readonly PermissionType[] = ["application", "delegated"];
const addId = "add-permission";
const messages = "permissions-messages";

export function InstalledApp({ form, issuesOf, onChange }: PartProps) {
  const { appId, permissions } = form;
  const focusLater = useFocusAfterRender();

  function add() {
    onChange({ permissions: [...permissions, permissionRow()] });
    focusLater(() => document.getElementById(permissionField(permissions.length)));
  }

  function remove(key: number, index: number) {
    onChange({ permissions: permissions.filter((permission) => permission.key !== key) });
    focusLater(() => document.getElementById(permissionField(index)) ?? document.getElementById(addId));
  }

  const isUsed = appId !== "" || permissions.length > 0;
  return (
    <Section title="Installed app" summary={isUsed ? "one" : "none"} wanted={isUsed}>
      <Field
        id="app"
        label="Catalog id"
        hint="With an app Graph answers 202, and installs it afterwards."
        issues={issuesOf("app")}
      >
        <Input
          id="app"
          autoComplete="off"
          spellCheck={false}
          placeholder="GUID of the app in the tenant’s catalog"
          value={appId}
          onChange={(_, { value }) => onChange({ appId: value })}
        />
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
      <div className="rows-footer">
        <Button size="small" icon={<Icon name="add" />} onClick={add} id={addId}>
          Add a consented permission
        </Button>
        <Messages id={messages} issues={issuesOf("permissions")} />
      </div>
    </Section>
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
    <li className="row permission">
      <Input
        input={control}
        aria-label={`Permission ${number}`}
        className="value"
        autoComplete="off"
        spellCheck={false}
        placeholder="e.g. ChatMessage.Read.Chat"
        value={permission.value}
        onChange={(_, { value }) => onChange({ value })}
      />
      <Select
        aria-label={`Type of permission ${number}`}
        className="type"
        value={permission.type}
        onChange={(_, { value }) => onChange({ type: value as PermissionType })}
      >
        {permissionTypes.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </Select>
      <Button
        appearance="subtle"
        icon={<Icon name="remove" />}
        aria-label={`Remove permission ${number}`}
        title={`Remove permission ${number}`}
        onClick={onRemove}
      />
    </li>
  );
}
