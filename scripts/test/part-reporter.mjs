// A reporter for `node --test` that writes one JSON line per test file: what the summary of `npm test` is made of.

/** @param {AsyncIterable<{ type: string, data: object }>} events */
export default async function* partReporter(events) {
  const files = new Map();
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const file = files.get(data.file) ?? { file: data.file, passed: 0, failed: 0, skipped: 0, durationMs: 0 };
    files.set(data.file, file);
    if (data.nesting === 0) file.durationMs += data.details.duration_ms;
    if (data.details.type === "suite") continue;
    if (data.skip !== undefined || data.todo !== undefined) file.skipped += 1;
    else if (type === "test:pass") file.passed += 1;
    else file.failed += 1;
  }
  for (const file of files.values()) yield `${JSON.stringify(file)}\n`;
}
