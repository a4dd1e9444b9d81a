// Faults of a connection that was never made: whatever was to be sent has certainly not arrived.

/** They may pass, e.g. when a laptop changes its network. */
const passing: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "ENETDOWN",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** The other side is not who it should be, or nobody whom this computer knows. */
const lasting: ReadonlySet<string> = new Set([
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_BAD_PORT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** Given when nothing arrived, else undefined. */
export function connectError(error: unknown): { code: string; mayPass: boolean } | undefined {
  const cause = (error as { cause?: { message?: string; code?: string } } | null)?.cause;
  // A port that fetch never connects to comes without a code.
  const code = cause?.message === "bad port" ? "ERR_BAD_PORT" : (cause?.code ?? "");
  if (passing.has(code)) return { code, mayPass: true };
  return lasting.has(code) ? { code, mayPass: false } : undefined;
}
