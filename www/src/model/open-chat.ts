/** Chat links: the host opens them where the page is a tab in Teams, the browser elsewhere. */

type Opener = (url: string) => void;

let host: Opener | null = null;

/** From now on the host opens chats. */
export function openChatsBy(opener: Opener) {
  host = opener;
}

/** To be called by the click on a link. */
export function openChat(url: string, event: { preventDefault: () => void }) {
  if (host === null) return;
  event.preventDefault();
  host(url);
}
