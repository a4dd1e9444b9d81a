/** The members of the chat, one row each, to be added and removed. A pasted list becomes as many rows. */
import { Button, Input, Select } from "@fluentui/react-components";
import type { MemberRole } from "msgraph-chats";
import { type ClipboardEvent, useState } from "react";
import { changed, type MemberRow, memberRow } from "../model/chat-form.ts";
import { usersIn } from "../model/fixes.ts";
import { memberField } from "../model/issue-fields.ts";
import { controlProps, Messages } from "../ui/field.tsx";
import { Icon } from "../ui/icons.tsx";
import { useFocusAfterRender } from "../ui/use-focus.ts";
import type { PartProps } from "./chat-fields.tsx";

const addId = "add-member";
const roles: readonly MemberRole[] = ["owner", "guest"];

export function Members({ form, issuesOf, onChange }: PartProps) {
  const { members } = form;
  const focusLater = useFocusAfterRender();

  function add() {
    onChange({ members: [...members, memberRow()] });
    focusLater(() => document.getElementById(memberField(members.length, "user")));
  }

  function remove(key: number, index: number) {
    onChange({ members: members.filter((member) => member.key !== key) });
    focusLater(() => document.getElementById(memberField(index, "user")) ?? document.getElementById(addId));
  }

  /** Several lines, or a list, in place of the row that they were pasted into, and of the empty ones after it. */
  function paste(event: ClipboardEvent, index: number) {
    const users = usersIn(event.clipboardData.getData("text/plain"));
    if (users.length < 2 || members[index]?.user !== "") return;
    event.preventDefault();
    const rest = members.slice(index + 1);
    const firstFilled = rest.findIndex(({ user }) => user !== "");
    const kept = firstFilled === -1 ? [] : rest.slice(firstFilled);
    const pasted = users.map((user) => memberRow({ user, touched: true }));
    onChange({ members: [...members.slice(0, index), ...pasted, ...kept] });
    focusLater(() => document.getElementById(memberField(index + users.length - 1, "user")));
  }

  const issues = issuesOf("members");
  return (
    <fieldset className="rows" id="members" aria-describedby="members-messages">
      <legend>Members</legend>
      <ul>
        {members.map((member, index) => (
          <Member
            key={member.key}
            member={member}
            index={index}
            issuesOf={issuesOf}
            onChange={(change) => onChange({ members: changed(members, member.key, change) })}
            onPaste={(event) => paste(event, index)}
            onRemove={() => remove(member.key, index)}
          />
        ))}
      </ul>
      <div className="rows-footer">
        <Button size="small" icon={<Icon name="add" />} onClick={add} id={addId}>
          Add a member
        </Button>
        <Messages
          id="members-messages"
          hint="Everyone who takes part, the signed-in user too."
          issues={issues}
        />
      </div>
    </fieldset>
  );
}

interface MemberProps {
  member: MemberRow;
  index: number;
  issuesOf: PartProps["issuesOf"];
  onChange: (change: Partial<MemberRow>) => void;
  onPaste: (event: ClipboardEvent) => void;
  onRemove: () => void;
}

function Member({ member, index, issuesOf, onChange, onPaste, onRemove }: MemberProps) {
  const number = index + 1;
  const messages = `member-${index}-messages`;
  const [asksTenant, askTenant] = useState(false);
  const focusLater = useFocusAfterRender();
  const fieldOf = (name: "user" | "role" | "tenantId") => {
    const id = memberField(index, name);
    const issues = issuesOf(id);
    return { issues, control: controlProps(id, messages, issues) };
  };
  const [user, role, tenantId] = [fieldOf("user"), fieldOf("role"), fieldOf("tenantId")];
  const hasTenant = asksTenant || member.tenantId !== "";
  return (
    <li className="row member">
      <Input
        input={user.control}
        aria-label={`User of member ${number}`}
        className="user"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="Object id or user principal name"
        value={member.user}
        onPaste={onPaste}
        onChange={(_, { value }) => onChange({ user: value })}
      />
      <Select
        select={role.control}
        aria-label={`Role of member ${number}`}
        className="role"
        value={member.role}
        onChange={(_, { value }) => onChange({ role: value as MemberRole })}
      >
        {roles.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </Select>
      <Button
        appearance="subtle"
        icon={<Icon name="tenant" />}
        aria-label={`Another tenant, member ${number}`}
        title="Of another tenant"
        aria-pressed={hasTenant}
        onClick={() => {
          askTenant(!hasTenant);
          if (hasTenant) onChange({ tenantId: "" });
          else focusLater(() => document.getElementById(tenantId.control.id));
        }}
      />
      <Button
        appearance="subtle"
        icon={<Icon name="remove" />}
        aria-label={`Remove member ${number}`}
        title={`Remove member ${number}`}
        onClick={onRemove}
      />
      {hasTenant && (
        <Input
          input={tenantId.control}
          aria-label={`Home tenant of member ${number}`}
          className="tenant"
          autoComplete="off"
          spellCheck={false}
          placeholder="GUID of the home tenant"
          value={member.tenantId}
          onChange={(_, { value }) => onChange({ tenantId: value })}
        />
      )}
      <Messages id={messages} issues={[...user.issues, ...role.issues, ...tenantId.issues]} />
    </li>
  );
}
