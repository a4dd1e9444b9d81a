/** JSON that somebody types: the value that it means, or that it means none (json-text.ts says where it breaks off). */
export type ReadJson = { value: unknown; problem?: undefined } | { problem: true };

export function readJson(text: string): ReadJson {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { problem: true };
  }
}
