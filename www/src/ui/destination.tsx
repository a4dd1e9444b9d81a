/** Where chats are created, in whose name, and what the local Graph is asked to show. */
import type { ApiVersion, Cloud } from "msgraph-chats";
import { useId } from "preact/hooks";
import type { Connection } from "../model/connection.ts";
import { demoTokens, usualToken } from "../model/local-graph.ts";
import { apiVersions, clouds, localGraphUrl } from "../model/settings.ts";
import { Choice } from "./choice.tsx";
import { Field } from "./field.tsx";
import type { ShownIssue } from "./issues.tsx";

interface DestinationFieldsProps {
  connection: Connection;
  tokenIssues: readonly ShownIssue[];
  /** What the local Graph can be asked to show, and what it is asked. */
  faults: readonly { id: string; title: string }[];
  faultId: string;
  onFault: (id: string) => void;
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
  const { tokenIssues, isFixed = false } = props;
  const { settings, token, changeSettings, changeToken } = props.connection;
  const id = useId();
  const isLocal = settings.destination === "local";
  return (
    <>
      <Choice
        id={`${id}-destination`}
        legend="Send to"
        value={settings.destination}
        options={destinations.map((option) => ({ ...option, disabled: isFixed || option.disabled }))}
        messages={`${id}-hint`}
        onChange={(destination) => changeSettings({ destination })}
      />
      <p class="hint destination-hint" id={`${id}-hint`}>
        {isLocal ? "It answers as Graph documents it, and makes no real chats." : "This makes real chats."}
      </p>
      <div class="columns">
        <Field id={`${id}-cloud`} label="Cloud">
          {(control) => (
            <select
              {...control}
              disabled={isFixed}
              value={settings.cloud}
              onChange={({ currentTarget }) => changeSettings({ cloud: currentTarget.value as Cloud })}
            >
              {clouds.map(({ cloud, title }) => (
                <option key={cloud} value={cloud}>
                  {title}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field id={`${id}-api-version`} label="Version">
          {(control) => (
            <select
              {...control}
              disabled={isFixed}
              value={settings.apiVersion}
              onChange={({ currentTarget }) =>
                changeSettings({ apiVersion: currentTarget.value as ApiVersion })
              }
            >
              {apiVersions.map((version) => (
                <option key={version}>{version}</option>
              ))}
            </select>
          )}
        </Field>
        <Field
          id={`${id}-caller`}
          label="Signed-in user"
          hint="Optional: checks that the members include them."
        >
          {(control) => (
            <input
              {...control}
              type="text"
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              disabled={isFixed}
              value={settings.caller}
              onInput={({ currentTarget }) => changeSettings({ caller: currentTarget.value })}
            />
          )}
        </Field>
        <Field
          id={`${id}-token`}
          label="Access token"
          hint={isLocal ? "Any text will do." : "Stays in this page’s memory; goes to Graph alone."}
          issues={tokenIssues}
        >
          {(control) => (
            <input
              {...control}
              type="password"
              autocomplete="off"
              spellcheck={false}
              value={token}
              onInput={({ currentTarget }) => changeToken(currentTarget.value)}
            />
          )}
        </Field>
      </div>
      {isLocal && <LocalGraphFields {...props} />}
    </>
  );
}

/** For demonstrations: answers that Graph gives on bad days. */
function LocalGraphFields({ connection, faults, faultId, onFault, isFixed = false }: DestinationFieldsProps) {
  const { token, changeToken } = connection;
  const id = useId();
  const known = demoTokens.some((demo) => demo.token === token);
  return (
    <fieldset class="demo columns">
      <legend>To try out</legend>
      <Field id={`${id}-demo-token`} label="The token is" hint="Fills in the access token.">
        {(control) => (
          <select
            {...control}
            value={known ? token : usualToken.token}
            onChange={({ currentTarget }) => changeToken(currentTarget.value)}
          >
            {demoTokens.map((demo) => (
              <option key={demo.token} value={demo.token}>
                {demo.title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field id={`${id}-fault`} label="The local Graph answers">
        {(control) => (
          <select
            {...control}
            disabled={isFixed}
            value={faultId}
            onChange={({ currentTarget }) => onFault(currentTarget.value)}
          >
            {faults.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
    </fieldset>
  );
}
