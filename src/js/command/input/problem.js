// What is wrong with a line of the input itself, in the shape of the issues that validateChat gives.

const messages = {
  jsonInvalid: "This is no JSON",
  notUtf8: "This is no UTF-8; save the file as UTF-8.",
  lineTooLong: "The line is longer than any request that Graph takes.",
  csvFieldCount: "The line has not as many fields as the header.",
  csvMember: "A member is written user, user|role or user|role|tenantId.",
};

/** An issue about a line; `detail` completes the message, and never holds what the line says. */
export function problem(code, { path = "", detail = "" } = {}) {
  return { code, severity: "error", path, message: `${messages[code]}${detail}` };
}
