/** Why something that follows the creation of chats was given up, in sentences. */
import type { Failure } from "../../../../src/js/runs/index.ts";
import type { Run } from "../../../../src/js/sending/run.ts";
import type { ChatOptions } from "./run-options.ts";

const chatsText = (count: number) => (count === 1 ? "one chat" : `${count} chats`);

/** `noLook` is what kept it from looking for groups. */
export function noticesOf(
  { followUps, withoutId }: Run,
  { onUnknown }: ChatOptions,
  noLook: Failure | undefined,
): readonly string[] {
  const { message, members, adding } = followUps.stopped;
  const { failure: notAsked, count: appUnknown } = followUps.appUnknown;
  const howToName =
    onUnknown === "look"
      ? ""
      : " To find it in the list of chats, choose “Look for the group”, then continue.";
  return [
    ...(message === undefined ? [] : [`No more messages were sent: ${message}`]),
    ...(members === undefined ? [] : [`No more members were checked: ${members}`]),
    ...(adding === undefined ? [] : [`No more members were added: ${adding}`]),
    ...(notAsked === undefined
      ? []
      : [
          `For ${chatsText(appUnknown)} it is not known whether the app is installed: ${notAsked.hint ?? notAsked.message}`,
        ]),
    ...(withoutId === 0
      ? []
      : [`Graph has not given the id of ${chatsText(withoutId)}: nothing more was done there.${howToName}`]),
    ...(noLook === undefined ? [] : [`Groups could not be looked for: ${noLook.hint ?? noLook.message}`]),
  ];
}
