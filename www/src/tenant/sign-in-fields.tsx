/** Signing in to a real tenant, and what is known of whoever did: who, where, and for how long. */
import { Button, Input } from "@fluentui/react-components";
import { useEffect, useId, useState } from "react";
import { bareToken, type Connection } from "../model/connection.ts";
import type { Permission } from "../model/permissions.ts";
import { signInWords } from "../model/sign-in-words.ts";
import { isInTeams } from "../teams/teams.ts";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icons.tsx";
import { durationText } from "../ui/numbers.ts";
import { factsOf } from "./token-facts.ts";
import { whoAmI } from "./who-am-i.ts";

interface SignInFieldsProps {
  connection: Connection;
  /** What the page is about to do. */
  permissions: readonly Permission[];
  isFixed: boolean;
}

export function SignInFields({ connection, permissions, isFixed }: SignInFieldsProps) {
  const { settings, session, changeSettings, changeSession } = connection;
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const id = useId();

  async function start() {
    setBusy(true);
    setProblem(null);
    try {
      // The library is large, and wanted by those alone who sign in.
      const { signIn } = await import("./sign-in.ts");
      let expiresAtMs = 0;
      const session = await signIn({
        clientId: settings.clientId.trim(),
        tenant: settings.tenant.trim(),
        cloud: settings.cloud,
        permissions,
        isNested: isInTeams(),
        onToken: (ms) => {
          expiresAtMs = ms;
        },
      });
      changeSession(Object.defineProperty(session, "expiresAtMs", { get: () => expiresAtMs }));
      changeSettings({ caller: session.user });
    } catch (error) {
      setProblem(signInWords(error));
    } finally {
      setBusy(false);
    }
  }

  async function end() {
    changeSession(null);
    changeSettings({ caller: "" });
    await session?.signOut();
  }

  if (session !== null) {
    return (
      <p className="signed-in">
        <Icon name="person" />
        <span>
          {session.user}, tenant <code>{session.tenantId}</code>.{" "}
          <Countdown toMs={session.expiresAtMs} then="The token is renewed when it is needed." />
        </span>
        <Button size="small" disabled={isFixed} onClick={end}>
          Sign out
        </Button>
      </p>
    );
  }
  return (
    <div className="sign-in">
      <div className="columns">
        <Field id={`${id}-client`} label="Application (client) id" hint="Of your app registration.">
          <Input
            id={`${id}-client`}
            autoComplete="off"
            spellCheck={false}
            value={settings.clientId}
            onChange={(_, { value }) => changeSettings({ clientId: value })}
          />
        </Field>
        <Field id={`${id}-tenant`} label="Tenant" hint="Its id or domain; empty for any organisation.">
          <Input
            id={`${id}-tenant`}
            autoComplete="off"
            spellCheck={false}
            value={settings.tenant}
            onChange={(_, { value }) => changeSettings({ tenant: value })}
          />
        </Field>
      </div>
      <Button
        icon={<Icon name="person" />}
        disabled={isFixed || settings.clientId.trim() === ""}
        aria-disabled={isBusy}
        onClick={() => void (isBusy || start())}
      >
        {isBusy ? "Signing in…" : "Sign in"}
      </Button>
      <p role="status" className="sign-in-problem">
        {problem}
      </p>
    </div>
  );
}

/** What a token says of itself, and a button that fills in the signed-in user. */
export function TokenFactsLine({ connection, isFixed }: { connection: Connection; isFixed: boolean }) {
  const { settings, session, changeSettings } = connection;
  const [said, say] = useState("");
  const token = bareToken(connection.token);
  const facts = settings.destination === "graph" ? factsOf(token) : null;
  if (session !== null || token === "") return null;

  async function ask() {
    const user = await whoAmI(settings, token);
    say(user === null ? "Neither Graph nor the token says." : "");
    if (user !== null) changeSettings({ caller: user });
  }

  return (
    <p className="token-facts">
      {facts !== null && (
        <span>
          Token of {facts.user ?? (facts.isApplication ? "an application" : "somebody")}, tenant{" "}
          <code>{facts.tenantId ?? "unknown"}</code>.{" "}
          {facts.expiresAtMs !== null && <Countdown toMs={facts.expiresAtMs} then="Graph will refuse it." />}
        </span>
      )}
      <Button size="small" icon={<Icon name="person" />} disabled={isFixed} onClick={ask}>
        Who am I?
      </Button>
      <span role="status">{said}</span>
    </p>
  );
}

function Countdown({ toMs, then }: { toMs: number; then: string }) {
  const [nowMs, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return toMs > nowMs ? <>Expires in {durationText(toMs - nowMs)}.</> : <>Expired. {then}</>;
}
