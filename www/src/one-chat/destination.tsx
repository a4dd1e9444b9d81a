/** Where the chat is created, in whose name, and what the local Graph is asked to show. */
import type { ApiVersion, Cloud } from "msgraph-chats";
import { demoTokens, faults, usualToken } from "../model/local-graph.ts";
import { apiVersions, clouds, localGraphUrl, type Settings } from "../model/settings.ts";
import { Choice } from "../ui/choice.tsx";
import { Field } from "../ui/field.tsx";
import type { ShownIssue } from "../ui/issues.tsx";

interface DestinationFieldsProps {
  settings: Settings;
  token: string;
  tokenIssues: readonly ShownIssue[];
  faultId: string;
  onChange: (change: Partial<Settings>) => void;
  onToken: (token: string) => void;
  onFault: (id: string) => void;
}

const destinations = [
  { value: "local", title: "Local Graph", disabled: localGraphUrl === null },
  { value: "graph", title: "Microsoft Graph" },
] as const;

export function DestinationFields(props: DestinationFieldsProps) {
  const { settings, token, tokenIssues, onChange, onToken } = props;
  const isLocal = settings.destination === "local";
  return (
    <>
      <Choice
        id="destination"
        legend="Send to"
        value={settings.destination}
        options={destinations}
        messages="destination-hint"
        onChange={(destination) => onChange({ destination })}
      />
      <p class="hint" id="destination-hint">
        {isLocal ? "It answers as Graph documents it, and makes no real chat." : "This makes a real chat."}
      </p>
      <div class="columns">
        <Field id="cloud" label="Cloud">
          {(control) => (
            <select
              {...control}
              value={settings.cloud}
              onChange={({ currentTarget }) => onChange({ cloud: currentTarget.value as Cloud })}
            >
              {clouds.map(({ cloud, title }) => (
                <option key={cloud} value={cloud}>
                  {title}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field id="api-version" label="Version">
          {(control) => (
            <select
              {...control}
              value={settings.apiVersion}
              onChange={({ currentTarget }) => onChange({ apiVersion: currentTarget.value as ApiVersion })}
            >
              {apiVersions.map((version) => (
                <option key={version}>{version}</option>
              ))}
            </select>
          )}
        </Field>
        <Field id="caller" label="Signed-in user" hint="Optional: checks that the members include them.">
          {(control) => (
            <input
              {...control}
              type="text"
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              value={settings.caller}
              onInput={({ currentTarget }) => onChange({ caller: currentTarget.value })}
            />
          )}
        </Field>
        <Field
          id="token"
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
              onInput={({ currentTarget }) => onToken(currentTarget.value)}
            />
          )}
        </Field>
      </div>
      {isLocal && <LocalGraphFields {...props} />}
    </>
  );
}

/** For demonstrations: answers that Graph gives on bad days. */
function LocalGraphFields({ token, faultId, onToken, onFault }: DestinationFieldsProps) {
  const known = demoTokens.some((demo) => demo.token === token);
  return (
    <fieldset class="demo columns">
      <legend>To try out</legend>
      <Field id="demo-token" label="The token is" hint="Fills in the access token.">
        {(control) => (
          <select
            {...control}
            value={known ? token : usualToken.token}
            onChange={({ currentTarget }) => onToken(currentTarget.value)}
          >
            {demoTokens.map((demo) => (
              <option key={demo.token} value={demo.token}>
                {demo.title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field id="fault" label="The local Graph answers">
        {(control) => (
          <select {...control} value={faultId} onChange={({ currentTarget }) => onFault(currentTarget.value)}>
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
