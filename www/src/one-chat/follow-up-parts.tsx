/** What the parts about a chat that is there share: being under way, and failing. */
import { Button } from "@fluentui/react-components";
import type { ChatError } from "msgraph-chats";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { adviceOf, titleOf } from "../model/error-words.ts";
import { Busy } from "../ui/busy.tsx";
import { Icon } from "../ui/icons.tsx";
import { DocsLink } from "../ui/issues.tsx";

/** A part of what follows a chat. Who pressed a button that goes keeps their place in it. */
export function FollowUpSection({ label, children }: { label: string; children: ReactNode }) {
  const section = useRef<HTMLElement>(null);
  const hasFocus = useRef(false);
  useLayoutEffect(() => {
    if (hasFocus.current && document.activeElement === document.body) section.current?.focus();
  });
  return (
    <section
      ref={section}
      className="follow-up"
      aria-label={label}
      tabIndex={-1}
      onFocus={() => {
        hasFocus.current = true;
      }}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (relatedTarget !== null) hasFocus.current = currentTarget.contains(relatedTarget);
      }}
    >
      {children}
    </section>
  );
}

interface UnderWayProps {
  what: string;
  words: string;
  onStop: () => void;
}

export function UnderWay({ what, words, onStop }: UnderWayProps) {
  return (
    <>
      <Busy what={what} />
      <p className="with-button">
        <span role="status">{words || `${what}…`}</span>
        <Button size="small" onClick={onStop}>
          Cancel
        </Button>
      </p>
    </>
  );
}

/** Short: the details are those of the call. `children` says what it means for what was asked. */
export function Problem({ error, children }: { error: ChatError; children?: ReactNode }) {
  const { message, docsUrl } = error;
  const advice = adviceOf(error);
  return (
    <div className="problem" role="status">
      <p className="issue error">
        <Icon name="error" />
        <span>
          <strong>{titleOf(error)}:</strong> {message}
        </span>
      </p>
      {children}
      {(advice !== null || docsUrl !== null) && (
        <p className="advice">
          {advice} {docsUrl !== null && <DocsLink url={docsUrl}>Documentation</DocsLink>}
        </p>
      )}
    </div>
  );
}
