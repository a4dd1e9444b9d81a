/** The page that the sign-in ends at. */
import { broadcastResponseToMainFrame } from "@azure/msal-browser/redirect-bridge";

broadcastResponseToMainFrame().catch(() => {
  const said = document.getElementById("said");
  if (said) said.textContent = "There is nothing to do here. You can close this window.";
});
