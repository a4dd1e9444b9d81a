/** `node tests/standin/serve.mjs`: the local Graph as a process of its own. Prints one line of JSON with its address. */
import { parseArgs } from "node:util";
import { startGraph } from "./index.mjs";

const usage = `Options:
  --port N            0 takes any free one (default)
  --host ADDRESS      default 127.0.0.1
  --cloud NAME        global, usGovernmentL4, usGovernmentL5 or china
  --cors MODE         on (default), withoutRetryAfter or off
  --rate N            throttle to N requests a second
  --burst N           requests allowed at once before that (default: the rate)
  --delay-ms N        answer this much later`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      host: { type: "string", default: "127.0.0.1" },
      cloud: { type: "string", default: "global" },
      cors: { type: "string", default: "on" },
      rate: { type: "string" },
      burst: { type: "string" },
      "delay-ms": { type: "string", default: "0" },
      help: { type: "boolean", default: false },
    },
  });
  const number = (name) => {
    const value = Number(values[name]);
    if (!Number.isFinite(value) || value < 0) {
      throw new TypeError(`--${name} must be a number.`);
    }
    return value;
  };
  const limit = () => {
    const ratePerSecond = number("rate");
    const burst = values.burst === undefined ? Math.max(1, ratePerSecond) : number("burst");
    return { ratePerSecond, burst };
  };
  return {
    help: values.help,
    options: {
      port: number("port"),
      host: values.host,
      cloud: values.cloud,
      cors: values.cors,
      throttle: values.rate === undefined ? null : limit(),
      delayMs: number("delay-ms"),
    },
  };
}

try {
  const { help, options } = readArguments();
  if (help) {
    console.log(usage);
  } else {
    const graph = await startGraph(options);
    console.log(JSON.stringify({ url: graph.url, port: graph.port }));
    for (const signal of ["SIGINT", "SIGTERM"]) {
      process.once(signal, () => graph.close());
    }
  }
} catch (error) {
  console.error(`${error.message}\n${usage}`);
  process.exitCode = 2;
}
