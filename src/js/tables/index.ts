// The one reader of lists of chats, for the command and the page (docs/tables.md says what it takes). Nothing of Node or
// of a document is used: it runs in a worker, too.
//
//   const reader = new ListReader();
//   const validate = (request: unknown) => validateChat(request, options);
//   try {
//     for await (const chunk of file.stream()) take(reader.push(chunk)); // bytes, or text
//     take(reader.end());
//   } catch (error) {
//     if (!(error instanceof ListRefused)) throw error;
//     // error.message says why the whole list is refused and what to do; drop the lines that were given before.
//   }
//   function take(lines: ListLine[]) {
//     for (const line of lines) {
//       const issues = issuesOf(line, validate); // ListIssue[]: code, severity, path, message
//       if (!isWrong(issues)) keep(line.line, line.request); // createChats takes the request
//     }
//   }
//   reader.notices;      // warnings about the list as a whole: ignored columns, types that were chosen
//   reader.layout;       // form, header, separator, encoding
//   new RejectedList(reader.layout) // add(line.raw) gives the bytes of a list of the lines with errors
//
// A list that holds nothing gives no line and no error. MistakeGroups in ../runs puts equal issues together; which lines
// are equal, and which were created before, is found there as well.

export { issuesOf, isWrong, type Validate } from "./check.ts";
export { type Encoding, encode } from "./decode.ts";
export { type ListIssue, ListRefused } from "./issue.ts";
export { whyNotJson } from "./json.ts";
export type { Form, ListLine } from "./line.ts";
export { type Layout, ListReader } from "./list-reader.ts";
export { RejectedList } from "./rejected.ts";
