// What crosses between this package's JavaScript and its module, in one place; `src/bindings/mod.rs` says the same in Rust.
//
// Requests, options and Graph's resources cross as JSON text. Results are objects with named fields, failures are
// ChatErrors, and what takes time is a promise.

import type { Attempt, BulkProgress, ValidationIssue } from "./types.d.ts";

/** What each call that takes time gives (`Action` in `src/bindings/exports`). */
export interface Answers {
  createChat: Created;
  createChats: undefined;
  /** Graph's operation as JSON text. */
  waitForOperation: string;
  findChats: undefined;
  /** An object as JSON text; its `value` is Graph's list. */
  listMembers: string;
  /** Positions in the request, of those who are unexpected in `members`: what `listMembers` answers. */
  missingMembers: { members: string; missing: number[]; unexpected: number[]; uncertain: number[] };
  addMembers: undefined;
  /** `message` is Graph's resource as JSON text. */
  sendMessage: { message: string; requestId: string | null; attempts: number };
}

/** The functions of the module (`src/bindings/exports`). Options are JSON text. */
export interface Module {
  validateChat(request: string, options: string): ValidationIssue[];
  /** The body, or nothing where that is the request's own text. Throws ChatError. */
  buildChat(request: string, options: string): string | undefined;
  /** What a credential is asked for. Throws ChatError where the options cannot be used. */
  checkClientOptions(client: string): string;
  /**
   * `place` is the id of the chat or the location of the operation that it is about; `input` is what is created, sent or
   * compared, as JSON text. Either is empty where a call has none.
   */
  call<A extends keyof Answers>(
    action: A,
    place: string,
    input: string,
    client: string,
    options: string,
    caller: ModuleCall,
    results: ModuleResults | ModuleSource | undefined,
  ): Promise<Answers[A]>;
}

/** Where the results of a call go that gives several. Nothing in it throws. */
export interface ModuleResults {
  /** Ends when somebody waits for the next result. */
  wanted(): Promise<void>;
  /** `index` is the position of the request or member. */
  push(index: number, result: never): void;
  fail(index: number, error: unknown): void;
}

/** A chat that was found, as Graph's resource in JSON text. */
export interface Found {
  chat: string;
  isExact: boolean;
}

/** A created chat: `chat` is Graph's resource as JSON text. */
export type Created =
  | {
      status: "created";
      chat: string;
      found: boolean;
      duplicates: string[];
      requestId: string | null;
      attempts: number;
    }
  | {
      status: "accepted";
      chatId: string | null;
      operation: { location: string };
      found: false;
      duplicates: never[];
      requestId: string | null;
      attempts: number;
    };

/** What the module asks of the caller's side during a call. Nothing in it throws. */
export interface ModuleCall {
  /** Whether asking for a token again can give another one. */
  readonly canAskAgain: boolean;
  /** Whether someone wants to know of attempts. */
  readonly isWatched: boolean;
  isAborted(): boolean;
  /** Ends at the abort, or after the call; nothing where none can come. */
  readonly aborted: Promise<void> | undefined;
  /** The token at once, or a promise of it. */
  token(claims: string | undefined): string | Promise<string>;
  attemptEnded(attempt: Attempt): void;
}

/** The same of a call that creates many, with the requests to read. */
export interface ModuleSource extends Omit<ModuleResults, "wanted"> {
  /** How many requests there are, where that is known. */
  readonly total: number | undefined;
  /** How many outcomes nobody has taken yet. */
  readonly undelivered: number;
  /** The next request at once, or a promise of it; nothing at the end. */
  next(): string | undefined | Promise<string | undefined>;
  /** Ends when an outcome has been taken, or after the run. */
  taken(): Promise<void>;
  progressed(progress: BulkProgress): void;
}

/** What the module imports, beside the platform's own Headers and promises (imports.ts). */
export interface Imports {
  Aborter: new () => ModuleAborter;
  ChatError: new (fields: never) => Error;
  Timer: new (delayMs: number) => ModuleTimer;
  now(): number;
  elapsed(): number;
  random(): number;
  /** A promise of its own for whatever may be one. */
  settled(value: unknown): Promise<unknown>;
  /** A `Cause` as JSON text, of something that was thrown. */
  causeText(thrown: unknown): string;
  rejectPending(): void;
}

/** A wait; given up, it ends at once. */
export interface ModuleTimer {
  readonly ended: Promise<void>;
  cancel(): void;
}

/** One fetch, and its abort. */
export interface ModuleAborter {
  /** What fetch gives; throws what it throws. */
  fetch(url: string, method: string, headers: Headers, body: string | undefined): unknown;
  end(): void;
  cancel(): void;
}

/** Name, code and message of something that was thrown. */
export interface Cause {
  readonly name: string;
  readonly code: string | undefined;
  readonly message: string;
}
