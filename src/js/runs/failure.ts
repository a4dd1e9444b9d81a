// A failure, as the package gives it and as records keep it.

/** A failure as ChatError has it. */
export interface Failure {
  readonly kind: string;
  readonly outcome: string;
  readonly code?: string | null;
  readonly status?: number | null;
  readonly message: string;
  readonly hint?: string | null;
  readonly docsUrl?: string | null;
  readonly requestId?: string | null;
  readonly attempts?: number;
}

export interface RecordedError {
  readonly kind: string;
  readonly outcome: string;
  readonly code: string | null;
  readonly status: number | null;
  readonly message: string;
  readonly hint: string | null;
  readonly docsUrl: string | null;
}

export const errorOf = (error: Failure, outcome: string): RecordedError => ({
  kind: error.kind,
  outcome,
  code: error.code ?? null,
  status: error.status ?? null,
  message: error.message,
  // That something may be there is no advice where it certainly is not.
  hint: error.outcome !== outcome && outcome === "notCreated" ? null : (error.hint ?? null),
  docsUrl: error.docsUrl ?? null,
});

/** Whether a refusal may be about the token, the caller or their permissions, and not about the chat. */
export const isOfCaller = ({ status }: { readonly status?: number | null }): boolean =>
  status === 401 || status === 403 || status === 412;

/** Whether Graph gave no answer: the token could not be had, or the network failed. */
export const isUnanswered = ({ kind }: Pick<Failure, "kind">): boolean =>
  kind === "auth" || kind === "network" || kind === "timeout";
