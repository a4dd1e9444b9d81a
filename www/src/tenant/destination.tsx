/** Where chats are created, and in whose name. */
import { Input, Select } from "@fluentui/react-components";
import type { ApiVersion, Cloud } from "msgraph-chats";
import { type ReactNode, useId } from "react";
import type { Connection } from "../model/connection.ts";
import { demoTokens, usualToken } from "../model/local-graph.ts";
import type { Permission } from "../model/permissions.ts";
import { apiVersions, clouds, localGraphUrl } from "../model/settings.ts";
import { Choice } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import type { ShownIssue } from "../ui/issues.tsx";
import { TokenInput } from "../ui/token-input.tsx";
import { SignInFields, TokenFactsLine } from "./sign-in-fields.tsx";
import { tokenWarnings } from "./token-facts.ts";

interface DestinationFieldsProps {
  connection: Connection;
  /** What the page is about to do: asked for at sign-in. */
  permissions: readonly Permission[];
  tokenIssues: readonly ShownIssue[];
  /** How the local Graph is asked to behave. */
  children?: ReactNode;
  /** All but the token stays as it is: a run has begun. */
  isFixed?: boolean;
}

export const tokenMissing: ShownIssue = {
  severity: "error",
  message: "Graph needs an access token.",
  docsUrl: "https://learn.microsoft.com/graph/auth/auth-concepts",
};

const destinations = [
  { value: "local", title: "Local Graph", disabled: localGraphUrl === null },
  { value: "graph", title: "Microsoft Graph", disabled: false },
] as const;

export function DestinationFields(props: DestinationFieldsProps) {
  const { connection, permissions, tokenIssues, isFixed = false, children } = props;
  const { settings, token, changeSettings, changeToken } = connection;
  const id = useId();
  const isLocal = settings.destination === "local";
  return (
    <>
      <Choice
        id={`${id}-destination`}
        legend="Send to"
        value={settings.destination}
        options={destinations.map((option) => ({ ...option, disabled: isFixed || option.disabled }))}
        hint={
          isLocal ? "It answers as Graph documents, and creates no real chats." : "This creates real chats."
        }
        onChange={(destination) => changeSettings({ destination })}
      />
      {!isLocal && <SignInFields connection={connection} permissions={permissions} isFixed={isFixed} />}
      <div className="columns">
        <Field id={`${id}-cloud`} label="Cloud">
          <Select
            id={`${id}-cloud`}
            disabled={isFixed}
            value={settings.cloud}
            onChange={(_, { value }) => changeSettings({ cloud: value as Cloud })}
          >
            {clouds.map(({ cloud, title }) => (
              <option key={cloud} value={cloud}>
                {title}
              </option>
            ))}
          </Select>
        </Field>
        <Field id={`${id}-version`} label="Version">
          <Select
            id={`${id}-version`}
            disabled={isFixed}
            value={settings.apiVersion}
            onChange={(_, { value }) => changeSettings({ apiVersion: value as ApiVersion })}
          >
            {apiVersions.map((version) => (
              <option key={version}>{version}</option>
            ))}
          </Select>
        </Field>
        <Field
          id={`${id}-caller`}
          label="Signed-in user"
          hint="Optional: checks that the members include them."
        >
          <Input
            id={`${id}-caller`}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            disabled={isFixed}
            value={settings.caller}
            onChange={(_, { value }) => changeSettings({ caller: value })}
          />
        </Field>
        {connection.session === null && (
          <Field
            id={`${id}-token`}
            label="Access token"
            hint={isLocal ? "Any text will do." : "Stays in this page’s memory; sent only to Graph."}
            issues={[...tokenIssues, ...tokenWarnings(connection)]}
          >
            {(control) => <TokenInput {...control} id={`${id}-token`} token={token} onChange={changeToken} />}
          </Field>
        )}
        {isLocal && (
          <>
            <Field id={`${id}-demo-token`} label="The token is" hint="Fills in the access token." isWide>
              <Select
                id={`${id}-demo-token`}
                value={demoTokens.some((demo) => demo.token === token) ? token : usualToken.token}
                onChange={(_, { value }) => changeToken(value)}
              >
                {demoTokens.map((demo) => (
                  <option key={demo.token} value={demo.token}>
                    {demo.title}
                  </option>
                ))}
              </Select>
            </Field>
            {children}
          </>
        )}
      </div>
      <TokenFactsLine connection={connection} isFixed={isFixed} />
    </>
  );
}
