// Valibot in front of the hand-written body: the shape is checked, and the number of members of a oneOnOne chat.

import * as v from "valibot";
import { bodyOf, clientOf } from "./hand-written.mjs";

const chatType = v.picklist(["oneOnOne", "group"]);
const topic = v.optional(v.nullable(v.pipe(v.string(), v.maxLength(250))));
const user = v.pipe(v.string(), v.regex(/^[^/\\?,;\s]{1,1024}$/));
const bind = v.pipe(v.string(), v.regex(/^https:\/\/graph\.microsoft\.com\/v1\.0\/users\('[^/\\?#\s]+'\)$/));

const isTwo = ({ chatType, members }) => chatType === "group" || members.length === 2;
const two = v.check(isTwo, "A oneOnOne chat has two members.");

const shortSchema = v.pipe(
  v.strictObject({ chatType, topic, members: v.pipe(v.array(user), v.minLength(1)) }),
  two,
);

const member = v.strictObject({
  "@odata.type": v.literal("#microsoft.graph.aadUserConversationMember"),
  roles: v.pipe(v.array(v.picklist(["owner", "guest"])), v.length(1)),
  "user@odata.bind": bind,
  tenantId: v.optional(v.pipe(v.string(), v.uuid())),
});

const graphSchema = v.pipe(
  v.strictObject({ chatType, topic, members: v.pipe(v.array(member), v.minLength(1)) }),
  two,
);

export const bodies = {
  short: (request) => JSON.stringify(bodyOf(v.parse(shortSchema, request))),
  graph: (request) => JSON.stringify(v.parse(graphSchema, request)),
};

export const connect = (options) => clientOf(bodies.short, options);
