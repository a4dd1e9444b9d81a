/** What the page is told when it is built. */
interface ImportMetaEnv {
  /** The local Graph's address. */
  readonly VITE_GRAPH_URL?: string;
  /** Of the app registration that people sign in with. */
  readonly VITE_CLIENT_ID?: string;
}
