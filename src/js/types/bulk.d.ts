// Many chats: options, progress, outcomes.

import type { CreatedChat } from "./answers.js";
import type { ChatError } from "./chat-error.js";
import type { CallOptions } from "./client.js";

/**
 * How many chats are created. `timeoutMs` and `onAttempt` are per HTTP request; `clientRequestId` is not used.
 *
 * @example
 * ```ts
 * const options: BulkOptions = { batchSize: 10, onProgress: ({ created, failed }) => console.log(created, failed) };
 * ```
 * @see https://learn.microsoft.com/graph/json-batching
 */
export interface BulkOptions extends CallOptions {
  /** Requests per `$batch`, 1 to 20. Default 20; 1 sends plain `POST /chats`. */
  batchSize?: number | undefined;
  /** Batches under way at once at most, 1 to 1,000. Default: chosen by the client, by what Graph answers. */
  concurrency?: number | undefined;
  /** Called before each outcome with how far it is. What it throws is ignored. */
  onProgress?: ((progress: BulkProgress) => void) | undefined;
}

/**
 * How far the creation of many chats is.
 *
 * @example
 * ```ts
 * const percent = ({ total, created, failed }: BulkProgress) =>
 *   total === null ? null : Math.round((100 * (created + failed)) / total);
 * ```
 * @see https://learn.microsoft.com/graph/throttling
 */
export interface BulkProgress {
  /** How many requests there are; null while an iterable of unknown length is still being read. */
  total: number | null;
  /** How many have been created or accepted. */
  created: number;
  /** How many have failed. */
  failed: number;
  /** How many are on their way. */
  inFlight: number;
  /** How long everything waits because Graph throttled, milliseconds; null while it does not. */
  pausedForMs: number | null;
  /**
   * How many requests leave a second while nothing waits: the limit as learned from what Graph answers, or what was answered of
   * late while Graph has not throttled; null while neither is known.
   */
  perSecond: number | null;
  /** How long the rest takes at that rate, the wait included, milliseconds; null while the rate or the total is not known. */
  timeLeftMs: number | null;
}

/**
 * What one of many requests came to; `index` is its position in what was given.
 *
 * @example
 * ```ts
 * const mayExist = (outcome: ChatOutcome) => outcome.status !== "failed" || outcome.error.outcome === "unknown";
 * ```
 * @see https://learn.microsoft.com/graph/json-batching
 */
export type ChatOutcome =
  | ({
      /** Position of the request, from 0. */
      index: number;
    } & CreatedChat)
  | {
      /** Position of the request, from 0. */
      index: number;
      /** No chat was made, or it is not known whether one was. */
      status: "failed";
      /** Why; its `outcome` says whether the chat may exist. */
      error: ChatError;
    };
