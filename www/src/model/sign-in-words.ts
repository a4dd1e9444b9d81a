/** Why signing in, or asking for a permission, failed: the library's errors have a code, which says more than their texts. */

export function signInWords(error: unknown): string {
  const { errorCode } = error as { errorCode?: unknown };
  if (errorCode === "user_cancelled") return "Signing in was cancelled.";
  if (errorCode === "popup_window_error")
    return "The browser blocked the window: allow pop-ups for this page.";
  return typeof errorCode === "string"
    ? `Signing in failed: ${errorCode}. Check the client id, the tenant, and that this page’s signed-in.html is a redirect address of the registration (single-page application).`
    : "Signing in failed.";
}
