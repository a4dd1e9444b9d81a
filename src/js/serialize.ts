// Any JavaScript value to the JSON text that the module reads.

/** What JSON cannot say is written as a number that no JSON of JavaScript's holds; the module takes it for unreadable. */
export const UNREADABLE = "1e9990";

/** These have numbers of their own, so that a message can say what to write instead. */
const CLASSES = ["Undefined", "Set", "Map", "Promise", "Date"];

/** Deeper values are unreadable, and so are those with more parts than this, or of a longer text. */
const MAX_DEPTH = 32;
const MAX_PARTS = 1_000_000;
const MAX_LENGTH = 64 * 1024 * 1024;

/** What kind of object a value is, of whichever realm: `[object Date]`. */
export const tagOf = (value: unknown): string => Object.prototype.toString.call(value);

/** Whether a value is a plain object, of whichever realm. */
export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  !Array.isArray(value) && tagOf(value) === "[object Object]";

/** How many parts may still come. */
interface Budget {
  left: number;
}

/** The text of a value; never throws. What was read here is what is checked and built, however often a getter changes its mind. */
export function serialize(value: unknown): string {
  const text = quickly(value) ?? write(value, 0, { left: MAX_PARTS });
  return text.length > MAX_LENGTH ? UNREADABLE : text;
}

/** JSON.stringify is several times faster than any walk of ours, and is right about ordinary values. */
function quickly(value: unknown): string | undefined {
  try {
    return isOrdinary(value, 0, { left: MAX_PARTS }) ? JSON.stringify(value) : undefined;
  } catch {
    // The careful way finds out which part it is.
    return undefined;
  }
}

/** Whether JSON.stringify keeps all that matters of a value. */
function isOrdinary(value: unknown, depth: number, budget: Budget): boolean {
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
  budget.left -= 1;
  if (depth > MAX_DEPTH || budget.left < 0 || "toJSON" in value) return false;
  if (Array.isArray(value)) {
    const { length } = value;
    budget.left -= length;
    if (budget.left < 0) return false;
    for (let index = 0; index < length; index++) {
      const element = value[index];
      if (typeof element !== "string" && !isOrdinary(element, depth + 1, budget)) return false;
    }
    return true;
  }
  if (tagOf(value) !== "[object Object]") return false;
  for (const key in value) {
    const property = (value as Record<string, unknown>)[key];
    if (property !== undefined && typeof property !== "string" && !isOrdinary(property, depth + 1, budget))
      return false;
  }
  return true;
}

function write(value: unknown, depth: number, budget: Budget): string {
  budget.left -= 1;
  try {
    switch (typeof value) {
      case "string":
      case "boolean":
        return JSON.stringify(value);
      case "number":
        return Number.isFinite(value) ? JSON.stringify(value) : UNREADABLE;
      case "object":
        return value === null ? "null" : writeObject(value, depth, budget);
      default:
        return unreadable(value);
    }
  } catch {
    return UNREADABLE;
  }
}

/** What a program calls its own classes stays outside. */
function unreadable(value: unknown): string {
  const tag = tagOf(value).slice("[object ".length, -1);
  return `1e999${CLASSES.indexOf(tag) + 1}`;
}

/** An element whose getter throws is unreadable; the list is not. */
function writeAt(list: unknown[], index: number, depth: number, budget: Budget): string {
  try {
    return write(list[index], depth + 1, budget);
  } catch {
    return UNREADABLE;
  }
}

function writeObject(value: object, depth: number, budget: Budget): string {
  if (depth > MAX_DEPTH || budget.left < 0) return UNREADABLE;
  if (Array.isArray(value)) {
    const { length } = value;
    if (!(length <= budget.left)) return UNREADABLE;
    const elements: string[] = [];
    for (let index = 0; index < length; index++) elements.push(writeAt(value, index, depth, budget));
    return `[${elements.join()}]`;
  }
  if (!isPlainObject(value)) return unreadable(value);
  const properties: string[] = [];
  for (const key of Object.keys(value)) {
    const property = value[key];
    if (property !== undefined)
      properties.push(`${JSON.stringify(key)}:${write(property, depth + 1, budget)}`);
  }
  return `{${properties.join()}}`;
}
