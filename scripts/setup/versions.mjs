// Reading version numbers: out of Cargo.lock and out of what `--version` prints.

/** The version of a package in the text of a Cargo.lock. Throws when it is absent or there are several. */
export function packageVersion(cargoLock, name) {
  const versions = cargoLock
    .split(/^\[\[package\]\]\r?$/m)
    .filter((entry) => /^name = "(.*)"/m.exec(entry)?.[1] === name)
    .map((entry) => /^version = "(.*)"/m.exec(entry)?.[1]);
  if (versions.length !== 1) {
    const found = versions.length === 0 ? "no" : versions.length;
    throw new Error(`Cargo.lock names ${found} versions of ${name}; one is needed.`);
  }
  return versions[0];
}

/** The first `1.2.3` in what a command printed for `--version`, or null. */
export function printedVersion(output) {
  return /\d+\.\d+\.\d+(?:[-+][\w.+-]+)?/.exec(output)?.[0] ?? null;
}

/** The major number of a version such as `v20.20.2`. */
export function majorVersion(version) {
  return Number(/^v?(\d+)/.exec(version)?.[1]);
}
