// What a tab in Teams needs beside the page: the app's manifest, and the headers that let a host show the page.

const manifestVersion = "1.19";

/** Who may show the page in a frame: Teams, Outlook and Microsoft 365, and nobody else. */
const hosts = [
  "'self'",
  "https://*.cloud.microsoft",
  "https://teams.microsoft.com",
  "https://*.teams.microsoft.com",
  "https://teams.microsoft.us",
  "https://*.teams.microsoft.us",
  "https://*.microsoft365.com",
  "https://*.office.com",
  "https://outlook.office.com",
  "https://outlook.office365.com",
];

const headers = {
  "Content-Security-Policy": `frame-ancestors ${hosts.join(" ")}`,
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** For Azure Static Web Apps. */
export const staticWebApp = { globalHeaders: headers, mimeTypes: { ".wasm": "application/wasm" } };

/** For Netlify, Cloudflare Pages and others that read its format. */
export const headersFile = `/*\n${Object.entries(headers)
  .map(([name, value]) => `  ${name}: ${value}\n`)
  .join("")}`;

const repository = "https://www.npmjs.com/package/msgraph-chats";

/** The manifest of an app with one personal tab. */
export const manifestOf = ({ domain, version, id }) => ({
  $schema: `https://developer.microsoft.com/json-schemas/teams/v${manifestVersion}/MicrosoftTeams.schema.json`,
  manifestVersion,
  version,
  id,
  developer: {
    name: "msgraph-chats",
    websiteUrl: repository,
    privacyUrl: `https://${domain}/`,
    termsOfUseUrl: `https://${domain}/`,
  },
  name: { short: "Create a chat", full: "Create chats by Microsoft Graph" },
  description: {
    short: "Checks, builds and sends Microsoft Graph's Create chat.",
    full: "Checks requests of Microsoft Graph's Create chat as you type, says what Graph's answers mean, and creates one chat or many. It keeps nothing: tokens stay in the memory of the tab.",
  },
  icons: { color: "color.png", outline: "outline.png" },
  accentColor: "#FFFFFF",
  staticTabs: [
    {
      entityId: "create-a-chat",
      name: "Create a chat",
      contentUrl: `https://${domain}/index.html`,
      websiteUrl: `https://${domain}/index.html`,
      scopes: ["personal"],
    },
  ],
  permissions: ["identity"],
  validDomains: [domain],
});
