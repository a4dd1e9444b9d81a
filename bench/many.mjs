// What the peers need to create many chats: a few at a time, and a wait as long as Retry-After says.

/** As many as browsers keep connections to one host, and a few more. */
const width = 10;

/** Calls `create` for each request, `width` at a time. Gives how many were made, and how many were given up. */
export async function inTurn(requests, create) {
  const waiting = requests[Symbol.iterator]();
  const counts = { created: 0, lost: 0 };
  const worker = async () => {
    for (const request of waiting) {
      try {
        await create(request);
        counts.created += 1;
      } catch {
        counts.lost += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return counts;
}

export const waitFor = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * Number(seconds)));
