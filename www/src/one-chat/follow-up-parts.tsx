/** What the parts about a chat that is there share: being under way, and failing. */
import { Button } from "@fluentui/react-components";
import type { ChatError } from "msgraph-chats";
import type { ReactNode } from "react";
import { adviceOf, titleOf } from "../model/error-words.ts";
import { Busy } from "../ui/busy.tsx";
import { Icon } from "../ui/icons.tsx";
import { DocsLink } from "../ui/issues.tsx";

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
