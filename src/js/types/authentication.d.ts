// Where tokens come from. The shapes are structural, so that no library and no DOM is needed.

/**
 * What is needed of an abort signal; every `AbortSignal` has it.
 *
 * @example
 * ```ts
 * const signal: AbortSignalLike = AbortSignal.timeout(60_000);
 * ```
 * @see https://developer.mozilla.org/docs/Web/API/AbortSignal
 */
export interface AbortSignalLike {
  /** Whether it has been aborted. */
  readonly aborted: boolean;
  /** Calls back when it is aborted. */
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  /** Takes the call back again. */
  removeEventListener(type: "abort", listener: () => void): void;
}

/** The `AbortSignal` of the DOM or of Node where its types are there, else what is needed of one. */
type KnownAbortSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
  ? Signal
  : AbortSignalLike;

/**
 * What a {@link TokenProvider} is told.
 *
 * @example
 * ```ts
 * async function provideToken({ claims, signal }: TokenContext): Promise<string> {
 *   const answer = await fetch("/token", { method: "POST", body: claims ?? null, signal: signal ?? null });
 *   return answer.text();
 * }
 * ```
 * @see https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export interface TokenContext {
  /** JSON text to ask the token library for, after a claims challenge (continuous access evaluation). */
  claims?: string;
  /** The signal of the call, where it has one. */
  signal?: KnownAbortSignal;
}

/**
 * Gives an access token for Graph. Called before each attempt, so it should cache; after a claims challenge it is
 * called once more, with `claims`. One that fails or stalls ends the call with {@link ChatError} of kind `"auth"` or
 * `"timeout"`.
 *
 * @example
 * ```ts
 * const provider: TokenProvider = async ({ claims }) => {
 *   const answer = await fetch("/token", { method: "POST", body: claims ?? null });
 *   return answer.text();
 * };
 * ```
 * @see https://learn.microsoft.com/graph/auth/auth-concepts
 */
export type TokenProvider = (context: TokenContext) => string | Promise<string>;

/**
 * What `@azure/identity`, and any object with the same method, offers. It is asked for the scope
 * `https://HOST/.default` of the chosen cloud.
 *
 * @example
 * ```ts
 * const credential: TokenCredential = { getToken: async () => ({ token: await readToken() }) };
 * const client = new ChatsClient({ auth: credential });
 * ```
 * @see https://learn.microsoft.com/javascript/api/@azure/core-auth/tokencredential
 */
export interface TokenCredential {
  /** Gives a token, or null when there is none. */
  getToken(
    scopes: string | string[],
    options?: { claims?: string; abortSignal?: KnownAbortSignal },
  ): Promise<{
    /** The access token. */
    token: string;
  } | null>;
}
