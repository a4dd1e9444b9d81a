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
  hint: error.hint ?? null,
  docsUrl: error.docsUrl ?? null,
});
