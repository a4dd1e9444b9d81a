/**
 * `msgraph-chats/slim`: the same functions and classes as `msgraph-chats`, with the WebAssembly module in a file of
 * its own, which is loaded from a URL, compiled while it arrives, and cached by itself.
 */
export * from "./types.js";

/**
 * Where {@link init} takes the module from: the URL of `msgraph-chats.wasm` (text or a URL), an answer to `fetch` or
 * the promise of one, its bytes, or a `WebAssembly.Module`.
 */
export type ModuleSource = string | { readonly href: string } | ArrayBuffer | ArrayBufferView | object;

/**
 * Loads the WebAssembly module. Before `validateChat` and `buildChat` it must have ended, else they throw a
 * `ChatError` of kind "usage"; `createChat` and its like load the module themselves, and a client that was made
 * before checks its options then. Loading it again does nothing.
 *
 * @param source Where from; by default the file beside the package's own, as bundlers copy it.
 * @throws ChatError of kind "network", "timeout" or "usage", as a rejection; a later call tries again.
 * @example
 * ```js
 * import { init, validateChat } from "msgraph-chats/slim";
 *
 * await init();
 * console.log(validateChat({ chatType: "group", members: [] }));
 * ```
 * @see https://developer.mozilla.org/docs/WebAssembly/Reference/JavaScript_interface/compileStreaming_static
 */
export function init(source?: ModuleSource | PromiseLike<ModuleSource>): Promise<void>;
