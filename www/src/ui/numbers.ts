/** Numbers and spans of time in words. */

const grouped = new Intl.NumberFormat("en");

export const numberText = (count: number) => grouped.format(count);

/** `1 line`, `1,000 lines`. */
export const counted = (count: number, word: string) =>
  `${numberText(count)} ${word}${count === 1 ? "" : "s"}`;

/** `4 s`, `2 min 5 s`, `12 min`, `3 h 20 min`. */
export function durationText(ms: number): string {
  if (ms < 1000) return spanText(ms);
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return `${minutes} min ${seconds % 60} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = `${Math.floor(minutes / 60)} h`;
  return minutes % 60 === 0 ? hours : `${hours} ${minutes % 60} min`;
}

/** `12 ms`, `1.4 s`. */
export const spanText = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** `17:04`. */
export const timeText = (at: Date) => at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
