/** The members of the chat, one row each, to be added and removed. */
import type { MemberRole } from "msgraph-chats";
import { useRef } from "preact/hooks";
import { changed, type MemberRow, memberRow } from "../model/chat-form.ts";
import { memberField } from "../model/issue-fields.ts";
import { controlProps, Messages } from "../ui/field.tsx";
import { Icon } from "../ui/icons.tsx";
import { useFocusAfterRender } from "../ui/use-focus.ts";
import type { PartProps } from "./chat-fields.tsx";

const roles: readonly MemberRole[] = ["owner", "guest"];

export function Members({ form, issuesOf, onChange }: PartProps) {
  const { members } = form;
  const addButton = useRef<HTMLButtonElement>(null);
  const focusLater = useFocusAfterRender();

  function add() {
    onChange({ members: [...members, memberRow()] });
    focusLater(() => document.getElementById(memberField(members.length, "user")));
  }

  function remove(key: number, index: number) {
    onChange({ members: members.filter((member) => member.key !== key) });
    focusLater(() => document.getElementById(memberField(index, "user")) ?? addButton.current);
  }

  return (
    <fieldset class="rows" id="members" aria-describedby="members-messages">
      <legend>Members</legend>
      <ul>
        {members.map((member, index) => (
          <Member
            key={member.key}
            member={member}
            index={index}
            issuesOf={issuesOf}
            onChange={(change) => onChange({ members: changed(members, member.key, change) })}
            onRemove={() => remove(member.key, index)}
          />
        ))}
      </ul>
      <div class="rows-footer">
        <button type="button" class="quiet small" onClick={add} ref={addButton}>
          <Icon name="add" />
          Add a member
        </button>
        <Messages
          id="members-messages"
          hint="Everyone who takes part, the signed-in user too."
          issues={issuesOf("members")}
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
  onRemove: () => void;
}

function Member({ member, index, issuesOf, onChange, onRemove }: MemberProps) {
  const number = index + 1;
  const messages = `member-${index}-messages`;
  const fieldOf = (name: "user" | "role" | "tenantId") => {
    const id = memberField(index, name);
    const issues = issuesOf(id);
    return { issues, control: controlProps(id, messages, issues) };
  };
  const [user, role, tenantId] = [fieldOf("user"), fieldOf("role"), fieldOf("tenantId")];
  return (
    <li class="row member">
      <div class="user">
        <label for={user.control.id} class="row-label">
          User<span class="for-screen-readers"> of member {number}</span>
        </label>
        <input
          {...user.control}
          type="text"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          placeholder="Object id or user principal name"
          value={member.user}
          onInput={({ currentTarget }) => onChange({ user: currentTarget.value })}
        />
      </div>
      <div class="role">
        <label for={role.control.id} class="row-label">
          Role<span class="for-screen-readers"> of member {number}</span>
        </label>
        <select
          {...role.control}
          value={member.role}
          onChange={({ currentTarget }) => onChange({ role: currentTarget.value as MemberRole })}
        >
          {roles.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
      <div class="tenant">
        <label for={tenantId.control.id} class="row-label">
          Home tenant<span class="for-screen-readers"> of member {number}</span>
        </label>
        <input
          {...tenantId.control}
          type="text"
          autocomplete="off"
          spellcheck={false}
          placeholder="Only for other tenants"
          value={member.tenantId}
          onInput={({ currentTarget }) => onChange({ tenantId: currentTarget.value })}
        />
      </div>
      <button
        type="button"
        class="quiet icon-only remove"
        onClick={onRemove}
        title={`Remove member ${number}`}
      >
        <Icon name="remove" />
        <span class="for-screen-readers">Remove member {number}</span>
      </button>
      <Messages id={messages} issues={[...user.issues, ...role.issues, ...tenantId.issues]} />
    </li>
  );
}
