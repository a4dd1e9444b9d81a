// Reads an outcomes file: what earlier runs did.

import { createReadStream, existsSync } from "node:fs";
import { format, RunHistory, type RunRecord, recordOf } from "../../runs/index.ts";
import { hosts } from "../advice.ts";
import { CommandError, codeOf, fileError } from "../command-error.ts";
import { linesOf } from "./lines.ts";

const start = '{"record":"run"';

/** Where a run goes to: it goes on only with the same. */
type Target = Pick<RunRecord, "cloud" | "baseUrl">;

export interface Outcomes {
  readonly history: RunHistory;
  /** The place behind the last whole record. */
  readonly end: number;
  /** Whether that record lacks its line feed, which an editor may have taken away. */
  readonly lacksLineFeed: boolean;
}

export const noOutcomes = (): Outcomes => ({ history: new RunHistory(), end: 0, lacksLineFeed: false });

/** Refuses early what would only fail after the list was checked. */
export function checkOut(path: string, { resume }: { resume?: boolean | undefined }): void {
  const exists = existsSync(path);
  if (exists && !resume) {
    throw new CommandError(`${path} exists already: give --resume to go on with it, or another file.`);
  }
  if (!exists && resume) {
    throw new CommandError(
      `There is no ${path} to go on with. Leave --resume out for a first run only: without the outcomes of earlier runs their groups would be created again.`,
    );
  }
}

/** Where a run goes, however it is written. */
function addressOf({ cloud, baseUrl }: Target): string {
  const url = baseUrl ?? (hosts as Readonly<{ [cloud: string]: string }>)[cloud] ?? "";
  return `${cloud} ${URL.canParse(url) ? new URL(url).href : url}`.replace(/\/+$/, "");
}

const flagsOf = ({ cloud, baseUrl }: Target) =>
  `--cloud ${cloud}${baseUrl === null ? " and no --base-url" : ` --base-url ${baseUrl}`}`;

function checkSameTarget(path: string, found: RunRecord, target: Target): void {
  const refuse = (sentence: string): never => {
    throw new CommandError(`${path} cannot be resumed: ${sentence}`);
  };
  if (found.format !== format) {
    refuse(
      `version ${found.version} of the command wrote it, in another form: go on with that version, by npx msgraph-chats@${found.version}.`,
    );
  }
  if (addressOf(found) !== addressOf(target)) {
    refuse(
      `that run went to another cloud or another --base-url. Go on there with ${flagsOf(found)}, or name another --out if everything is to be created here, too.`,
    );
  }
}

/**
 * Reads the file. A last record that is cut off does not count, for it was not written as a whole; any other that cannot
 * be read refuses the file. Throws CommandError.
 */
export async function readOutcomes(path: string, target: Target): Promise<Outcomes> {
  const outcomes = noOutcomes();
  let end = 0;
  let isFirst = true;
  let lacksLineFeed = false;
  try {
    for await (const line of linesOf(createReadStream(path))) {
      const { number, isComplete, end: behind } = line;
      // Editors add a mark in front, and empty lines.
      const text = (number === 1 ? line.text?.replace(/^\uFEFF/, "") : line.text) ?? "";
      if (isComplete && line.text !== undefined && text.trim() === "") {
        end = behind;
        continue;
      }
      if (isFirst && !text.trimStart().startsWith(start)) {
        const isCutOff = !isComplete && start.startsWith(text);
        if (!isCutOff)
          throw new CommandError(
            `${path} is not an outcomes file of this command: name the file that --out wrote, as UTF-8.`,
          );
      }
      const record = recordOf(text);
      if (record === undefined) {
        if (!isComplete) break;
        throw new CommandError(
          `${path} is damaged at line ${number}, so that it is not certain what was created: restore it from a copy, or take that line out if you know what it said.`,
        );
      }
      if ("record" in record && record.record === "run") checkSameTarget(path, record, target);
      outcomes.history.add(record);
      isFirst = false;
      end = behind;
      lacksLineFeed = !isComplete;
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw codeOf(error) === "ENOENT" ? new CommandError(`There is no ${path}.`) : fileError(path, error);
  }
  if (isFirst) {
    throw new CommandError(
      `${path} holds no whole record, so that it does not say what earlier runs created: restore it from a copy. If nothing was sent yet, delete it and leave --resume out.`,
    );
  }
  return { history: outcomes.history, end, lacksLineFeed };
}
