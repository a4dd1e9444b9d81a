// Any JavaScript value to the text that the module reads: JSON, with `!` in place of what JSON cannot say, and its class behind (`!Set`).

/** Deeper values are unreadable, and so are those with more parts than this, or of a longer text. */
const MAX_DEPTH = 32;
const MAX_PARTS = 1_000_000;
const MAX_LENGTH = 64 * 1024 * 1024;

const tagOf = Object.prototype.toString;

/** The text of a value; never throws. What was read here is what is checked and built, however often a getter changes its mind. */
export function snapshot(value) {
  const text = quickly(value) ?? write(value, 0, { left: MAX_PARTS });
  return text.length > MAX_LENGTH ? "!" : text;
}

/** JSON.stringify is several times faster than any walk of ours, and is right about ordinary values. */
function quickly(value) {
  try {
    return isOrdinary(value, 0, { left: MAX_PARTS }) ? JSON.stringify(value) : undefined;
  } catch {
    // The careful way finds out which part it is.
    return undefined;
  }
}

/** Whether JSON.stringify keeps all that matters of a value. */
function isOrdinary(value, depth, parts) {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value);
    case "object":
      break;
    default:
      return false;
  }
  if (value === null) return true;
  parts.left -= 1;
  if (depth > MAX_DEPTH || parts.left < 0 || value.toJSON !== undefined) return false;
  if (Array.isArray(value)) {
    const { length } = value;
    parts.left -= length;
    if (parts.left < 0) return false;
    for (let index = 0; index < length; index++) {
      const element = value[index];
      if (typeof element !== "string" && !isOrdinary(element, depth + 1, parts)) return false;
    }
    return true;
  }
  if (tagOf.call(value) !== "[object Object]") return false;
  for (const key in value) {
    const property = value[key];
    if (property !== undefined && typeof property !== "string" && !isOrdinary(property, depth + 1, parts))
      return false;
  }
  return true;
}

function write(value, depth, parts) {
  parts.left -= 1;
  try {
    switch (typeof value) {
      case "string":
      case "boolean":
        return JSON.stringify(value);
      case "number":
        return Number.isFinite(value) ? JSON.stringify(value) : "!";
      case "object":
        return value === null ? "null" : writeObject(value, depth, parts);
      default:
        return unreadable(value);
    }
  } catch {
    return "!";
  }
}

/** The class lets a message say what to write instead; what a program calls its own classes stays outside. */
function unreadable(value) {
  return `!${/^\[object (Undefined|Set|Map|Promise|Date)]$/.exec(tagOf.call(value))?.[1] ?? ""}`;
}

/** An element whose getter throws is unreadable; the list is not. */
function writeAt(list, index, depth, parts) {
  try {
    return write(list[index], depth + 1, parts);
  } catch {
    return "!";
  }
}

function writeObject(value, depth, parts) {
  const isArray = Array.isArray(value);
  if (depth > MAX_DEPTH || parts.left < 0) return "!";
  if (isArray) {
    const { length } = value;
    if (!(length <= parts.left)) return "!";
    const elements = [];
    for (let index = 0; index < length; index++) elements.push(writeAt(value, index, depth, parts));
    return `[${elements.join()}]`;
  }
  if (tagOf.call(value) !== "[object Object]") return unreadable(value);
  const properties = [];
  for (const key of Object.keys(value)) {
    const property = value[key];
    if (property !== undefined)
      properties.push(`${JSON.stringify(key)}:${write(property, depth + 1, parts)}`);
  }
  return `{${properties.join()}}`;
}
