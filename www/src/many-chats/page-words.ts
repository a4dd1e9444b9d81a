/** Sentences that the page shares with the command, without the names of the command's options. */
export const pageWords = (sentence: string) =>
  sentence
    .replaceAll(" (--allow-duplicates)", "")
    .replace("and --resume to go on with a run", "and its outcomes file to go on with a run")
    .replace(/: --(?:resume|retry-unknown)[^.]*\./, ".");
