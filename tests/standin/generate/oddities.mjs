/** Changes at any place, of which nobody has said beforehand whether they matter: the judges have to agree on them. */
import { define } from "./chat-defects.mjs";
import { oddValues } from "./values.mjs";

/** Every place below a value: what holds it, and under which key. */
function places(value, found = []) {
  if (value !== null && typeof value === "object") {
    for (const key of Object.keys(value)) {
      found.push({ holder: value, key });
      places(value[key], found);
    }
  }
  return found;
}

const swappedCase = (text) =>
  text.replace(/[A-Za-z]/, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );

function inSomePlace(change) {
  return (context) => {
    const found = places(context.request);
    return found.length === 0 ? false : change(context.random.pick(found), context);
  };
}

export const oddities = [
  {
    code: "oddValue",
    severity: "unknown",
    apply: inSomePlace(({ holder, key }, { random }) => {
      define(holder, key, random.pick(oddValues));
    }),
  },
  {
    code: "lostKey",
    severity: "unknown",
    apply: inSomePlace(({ holder, key }) => {
      if (Array.isArray(holder)) {
        holder.splice(Number(key), 1);
      } else {
        delete holder[key];
      }
    }),
  },
  {
    code: "renamedKey",
    severity: "unknown",
    apply: inSomePlace(({ holder, key }) => {
      if (Array.isArray(holder) || swappedCase(key) === key) {
        return false;
      }
      define(holder, swappedCase(key), holder[key]);
      delete holder[key];
    }),
  },
  {
    code: "wrappedValue",
    severity: "unknown",
    apply: inSomePlace(({ holder, key }, { random }) => {
      define(holder, key, random.pick([[holder[key]], { value: holder[key] }]));
    }),
  },
  {
    code: "respelledText",
    severity: "unknown",
    apply: inSomePlace(({ holder, key }, { random }) => {
      if (typeof holder[key] !== "string") {
        return false;
      }
      const text = holder[key];
      const at = random.below(text.length + 1);
      const inserted = random.pick(["", "'", "''", "%", "%27", "/", "#", " ", "é", "\\", "@", "(", ")", "0"]);
      define(holder, key, text.slice(0, at) + inserted + text.slice(at + random.below(2)));
    }),
  },
];
